/** Build id of these pages, defined by the bundler. The server's welcome names the build that it serves. */
declare const __BUILD__: string
