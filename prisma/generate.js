// Makes the database client in src/store/generated when it is missing or older than the schema.
// Imported by every npm script that runs the program, so that nothing depends on an install script.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const at = (path) => fileURLToPath(new URL(path, root))
const made = (path) => (existsSync(at(path)) ? statSync(at(path)).mtimeMs : 0)

const client = made('src/store/generated/client.ts')
const sources = ['prisma/schema.prisma', 'package-lock.json', 'prisma/generate.js'].map(made)
const asked = process.argv[1] === fileURLToPath(import.meta.url)

if (!existsSync(at('prisma/schema.prisma'))) {
  if (asked) console.log('prisma/schema.prisma is not there yet: no client to generate.')
} else if (client <= Math.max(...sources)) generate()

function generate() {
  // Prisma asks for a native engine that generating does not need, and would download it: any file that exists will do.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  }
  const cli = at('node_modules/prisma/build/index.js')
  const run = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], { cwd: at('.'), env, encoding: 'utf8' })
  if (run.status === 0) return
  console.error(run.stdout, run.stderr, 'The database client could not be generated from prisma/schema.prisma.')
  process.exit(1)
}
