/** Build id of these pages, put in by the bundler; the server's welcome names the one it serves. */
declare const __BUILD__: string
