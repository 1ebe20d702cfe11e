import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { english } from '../../src/text/en.ts'
import { verifyFiles } from '../../src/verify.ts'
import { journey } from './story.ts'

const folder = mkdtempSync(join(tmpdir(), 'caucus-verify-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
function run(...args: string[]) {
  const lines: string[] = []
  const exit = verifyFiles(args, (line) => lines.push(line))
  return { exit, lines, text: lines.join('\n') }
}

const cast = journey()
const publicFile = file('public.jsonl', cast.play.file('public'))
const civilFile = file('civil.jsonl', cast.play.file(cast.caucuses.civil.id))
const vectors = join(import.meta.dirname, '../vectors/record')

describe('npm run verify', () => {
  it('says what was decided, when, by which office, past which concerns', () => {
    const { exit, text } = run(publicFile)
    expect(exit).toBe(0)
    expect(text).toMatch(/^Valid\. 44 entries of the public chain of Policy Council, head [0-9a-f]{64}\./)
    expect(text).toMatch(
      /overall rough consensus on P-1 Role of governments, version 2, after 2 rounds, declared by the plenary chair Maria Rossi/,
    )
    expect(text).toContain('Concern C-1 was overruled: The word “sovereign” is missing.')
    expect(text).toMatch(
      /Société civile declared rough consensus on P-1 Role of governments, version 1, as it is, by its chair m_/,
    )
    expect(text).toContain('Government declared full consensus on P-1 Role of governments, version 1, if amended')
    expect(text).toMatch(
      /consensus cannot be reached on P-2 A common fund, .* The reason: Views on money are irreconcilable\./,
    )
  })

  it('lists what a public file cannot show', () => {
    expect(run(publicFile).text).toContain(
      '5 declarations: whether concerns were settled, and whether a reading came first, stands on the caucus’s own chain.',
    )
  })

  it('checks a caucus’s file with the public one, and asks for it where it is missing', () => {
    const { exit, text } = run(civilFile, '--public', publicFile)
    expect([exit, text]).toEqual([
      0,
      expect.stringContaining('All 9 heads of this chain that the public record notes are in it.'),
    ])
    expect(text).not.toContain(
      '3 declarations: whether concerns were settled, and whether a reading came first, stands on this',
    )
    expect(run(civilFile)).toMatchObject({ exit: 2, text: expect.stringContaining('--public FILE') })
  })

  it('says what came since an older copy, and which of its texts are not shown any more', () => {
    const older = join(vectors, 'good-older.jsonl')
    expect(run(join(vectors, 'good-public.jsonl'), '--since', older).text).toContain('it goes on with 24 new entries.')
    expect(run(join(vectors, 'good-erased.jsonl'), '--since', older).text).toMatch(
      /24 new entries, and \d+ of its texts are no longer shown/,
    )
  })

  it('counts what is withheld, by reason, and what was erased', () => {
    expect(run(join(vectors, 'good-withheld.jsonl')).text).toMatch(/\d+ texts are withheld: consent is missing/)
    expect(run(join(vectors, 'good-erased.jsonl')).text).toMatch(/\d+ texts were erased at the author’s request/)
  })

  it('names step, entry and line of what is wrong, in a sentence', () => {
    expect(run(join(vectors, '2-changed.jsonl'))).toMatchObject({
      exit: 1,
      lines: [
        'Not valid. Step 2 fails in the record, at entry 4 (line 5).',
        'This entry was changed: its hash is not that of what it says.',
      ],
    })
  })

  it('names who had no office, which caucus was missing, and what was too many', () => {
    const second = (name: string) => run(join(vectors, name)).lines.at(1)
    expect(second('4-no-office.jsonl')).toContain(
      'whoever did it was then not chair, co-chair or acting chair of that caucus',
    )
    expect(second('4-past-a-caucus.jsonl')).toContain('it was still missing Government (no answer yet)')
    expect(second('4-open-concern.jsonl')).toContain('the plenary (plenary concerns were open)')
    expect(second('4-more-answers-than-seats.jsonl')).toContain('there are more answers than seats in the electorate')
  })

  it('has a sentence for every fault of the vectors', () => {
    for (const name of readdirSync(vectors).filter((one) => /^\d-/.test(one))) {
      const { exit, lines } = run(
        join(vectors, name),
        ...(readFileSync(join(vectors, name), 'utf8').includes('"chain":"ca_')
          ? ['--public', join(vectors, 'good-public.jsonl')]
          : []),
      )
      if (exit === 1) expect(lines.at(1), name).toMatch(/^[A-Z]\S* .{10}/s)
    }
  })

  it('says that a file is no record, cannot be read, or was not named', () => {
    expect(run(file('letter.txt', 'Dear reader\n'))).toMatchObject({
      exit: 2,
      text: expect.stringContaining('is not a record'),
    })
    expect(run(join(folder, 'nowhere.jsonl'))).toMatchObject({
      exit: 2,
      text: expect.stringContaining('cannot be read'),
    })
    expect(run(folder)).toMatchObject({ exit: 2, text: expect.stringContaining('cannot be read') })
    expect(run()).toMatchObject({ exit: 2, text: expect.stringContaining('npm run verify -- FILE') })
    expect(run('--what')).toMatchObject({ exit: 2, text: expect.stringContaining('npm run verify -- FILE') })
  })

  it('lets nothing that a record holds steer the terminal', () => {
    const nasty = readFileSync(join(vectors, 'good-small.jsonl'), 'utf8').replace(
      '"kind":"seat.filled"',
      '"kind":"\\u001b[2Jseat.filled"',
    )
    expect(run(file('nasty.jsonl', nasty)).text).not.toContain('\u001b')
  })

  it('runs as a program of its own, without the rest of the house', () => {
    const program = ['--import', 'tsx', 'src/verify.ts']
    const cwd = join(import.meta.dirname, '../..')
    expect(execFileSync(process.execPath, [...program, publicFile], { cwd, encoding: 'utf8' })).toMatch(/^Valid\./)
    expect(spawnSync(process.execPath, [...program, join(vectors, '2-gap.jsonl')], { cwd }).status).toBe(1)
    expect(spawnSync(process.execPath, [...program, join(vectors, 'not-json.jsonl')], { cwd }).status).toBe(2)
  })

  it('has words for whatever the public chain cannot show', () => {
    for (const guard of ['guard/declaration', 'guard/reading']) expect(english).toHaveProperty([guard])
  })
})
