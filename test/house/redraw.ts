// Writes what is generated in the docs anew: `npm run docs`.
import { readFile, writeFile } from 'node:fs/promises'
import { kindsTable } from '../record/kinds-table.ts'
import { drawHouse } from './drawing.ts'

async function redraw(page: string, name: string, drawn: string): Promise<void> {
  const file = new URL(`../../${page}`, import.meta.url)
  const before = await readFile(file, 'utf8')
  const part = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`)
  await writeFile(
    file,
    before.replace(part, (_, begin: string, end: string) => `${begin}${drawn}\n${end}`),
  )
}

await redraw('CONTRIBUTING.md', 'house', drawHouse())
await redraw('docs/record.md', 'kinds', kindsTable())
