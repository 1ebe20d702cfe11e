// Writes what is generated in the docs anew: `npm run docs`.
import { readFile, writeFile } from 'node:fs/promises'
import { drawHouse } from './drawing.ts'

const page = new URL('../../CONTRIBUTING.md', import.meta.url)
const before = await readFile(page, 'utf8')
await writeFile(page, before.replace(/(<!-- house -->\n)[\s\S]*?(<!-- \/house -->)/, `$1${drawHouse()}\n$2`))
