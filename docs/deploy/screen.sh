#!/bin/sh
# A kiosk, a board or a speaker: Chromium with one page, for years. screen.sh https://queue.example/board
set -eu
page=${1:?the address of the page, such as https://queue.example/kiosk}
browser=${BROWSER:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
profile=${XDG_STATE_HOME:-$HOME/.local/state}/nowserving-screen
mkdir -p "$profile"

# The screen never sleeps and shows no pointer, on X11; a Wayland kiosk such as cage does so by itself.
if [ -n "${DISPLAY:-}" ] && command -v xset >/dev/null; then xset s off s noblank -dpms; fi

# A board or a speaker sounds its calls without a touch before; fingers neither zoom nor go back; after a power cut nothing asks to restore.
exec "$browser" \
  --kiosk --no-first-run --noerrdialogs --disable-infobars --hide-crash-restore-bubble \
  --autoplay-policy=no-user-gesture-required \
  --disable-pinch --overscroll-history-navigation=0 \
  --disable-features=Translate,TouchpadOverscrollHistoryNavigation \
  --disable-background-timer-throttling --disable-renderer-backgrounding \
  --password-store=basic --user-data-dir="$profile" \
  "$page"
