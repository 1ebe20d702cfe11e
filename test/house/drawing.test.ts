import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { drawHouse } from './drawing.ts'

describe('the drawing of the house', () => {
  it('is the one that the table of rooms gives', async () => {
    const page = await readFile(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8')
    const [, drawn] = /<!-- house -->\n([\s\S]*?)\n?<!-- \/house -->/.exec(page) ?? []
    expect(drawn, 'CONTRIBUTING.md is behind the house: run `npm run docs`').toBe(drawHouse())
  })
})
