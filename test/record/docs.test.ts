import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { splitLines } from '../../src/record/file.ts'
import { sha256 } from '../../src/record/hash.ts'
import { read } from '../../src/record/read.ts'
import { kindsTable } from './kinds-table.ts'
import { check } from './stranger.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/record.md'), 'utf8')
const block = (name: string): string => {
  const found = new RegExp(`<!-- ${name} -->\n\`\`\`json\n([\\s\\S]*?)\`\`\``).exec(page)?.[1]
  if (found === undefined) throw new Error(`no block "${name}" in docs/record.md`)
  return found
}

describe('docs/record.md', () => {
  it('has a fresh table of the kinds of facts: npm run docs', () => {
    expect(page).toContain(`<!-- kinds -->\n${kindsTable()}\n<!-- /kinds -->`)
  })

  it('has an example that holds, by our steps and by a stranger’s', () => {
    const bytes = Buffer.from(block('example'))
    expect(read(splitLines([bytes])).is).toBe('record')
    expect(check(bytes)).toBe('holds')
  })

  it('shows the bytes whose hashes the example has', () => {
    const entry = JSON.parse(block('example').split('\n')[1] ?? '') as { prev: string; hash: string }
    expect(sha256(block('canonical header').trimEnd())).toBe(entry.prev)
    expect(sha256(block('canonical entry').trimEnd())).toBe(entry.hash)
  })
})
