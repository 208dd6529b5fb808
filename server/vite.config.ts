import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const root = resolve(import.meta.dirname, '..')

/**
 * The program of a hall, with the libraries it uses, in a few files: a start reads some fifty instead of seven hundred,
 * which is more than half of its processor time. Not minified, so that a stack trace can be read.
 */
export default defineConfig({
  root,
  publicDir: false,
  // Fonts and the canvas, which is machine code, stay the packages that npm installs.
  ssr: { noExternal: true, external: ['@napi-rs/canvas'], resolve: { mainFields: ['module', 'main'] } },
  build: {
    ssr: true,
    outDir: 'dist/server',
    target: 'node20.19',
    emptyOutDir: true,
    rollupOptions: {
      input: {
        main: resolve(root, 'server/main.ts'),
        // Each thread is started by the name of its file beside the file that starts it.
        'drawing-worker': resolve(root, 'printers/drawing-thread/drawing-worker.ts'),
        'password-worker': resolve(root, 'server/access/passwords/password-worker.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
