import { join } from 'node:path'
import type { Config } from '../src/config.ts'

/** The program on a database of its own in this folder, at any free port of loopback. */
export const configIn = (folder: string): Config => ({
  database: { folder: join(folder, 'postgres') },
  folder,
  host: '127.0.0.1',
  port: 0,
  publicUrl: undefined,
})
