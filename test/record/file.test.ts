import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitLines, write } from '../../src/record/file.ts'
import { read } from '../../src/record/read.ts'
import { textId, type Text } from '../../src/record/texts.ts'
import { allCited, history, type History } from './arbitrary.ts'

const fileOf = ({ header, entries, textOf }: History) => write(header, entries, textOf)
const readText = (file: string | Uint8Array) => read(splitLines([typeof file === 'string' ? Buffer.from(file) : file]))

describe('a record’s file', () => {
  it('reads as what was written', () => {
    fc.assert(
      fc.property(history(), (written) => {
        const reading = readText(fileOf(written))
        expect(reading.is).toBe('record')
        if (reading.is !== 'record') return
        expect(reading.record.header).toEqual(written.header)
        expect(reading.record.entries).toEqual(written.entries)
        expect(new Set(reading.record.texts.keys())).toEqual(allCited(written.entries))
        for (const [id, text] of reading.record.texts) expect(text).toEqual(written.textOf(id))
      }),
    )
  })

  it('reads the same in chunks of any size', () => {
    fc.assert(
      fc.property(history({ maxLength: 3 }), fc.integer({ min: 1, max: 50 }), (written, size) => {
        const bytes = Buffer.from(fileOf(written))
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        )
        expect([...splitLines(chunks)]).toEqual(fileOf(written).split('\n').slice(0, -1))
      }),
    )
  })

  it('shows any change of a single byte in an entry, and names that line or an earlier one', () => {
    fc.assert(
      fc.property(
        history({ minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (written, at, change) => {
          const bytes = Buffer.from(fileOf(written))
          const first = bytes.indexOf(10) + 1
          const last = written.entries.reduce((from) => bytes.indexOf(10, from) + 1, first)
          const place = first + (at % (last - first))
          bytes[place] = (bytes[place] ?? 0) ^ change
          const reading = readText(bytes)
          expect(reading.is).toBe('wrong')
          const line = bytes.subarray(0, place).filter((byte) => byte === 10).length + 1
          if (reading.is === 'wrong') expect(reading.wrong.line).toBeLessThanOrEqual(line + 1)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('shows any change of a single byte anywhere else, save in when this copy was taken and in why a text is not shown', () => {
    fc.assert(
      fc.property(
        history({ minLength: 1, maxLength: 3 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (written, at, change) => {
          const bytes = Buffer.from(fileOf(written))
          const exported = bytes.indexOf('"exported":"') + 12
          const places = [...bytes.keys()].filter(
            (place) => (place < exported || place >= exported + 24) && place < bytes.length - 1,
          )
          const place = places[at % places.length] ?? 0
          bytes[place] = (bytes[place] ?? 0) ^ change
          expect(readText(bytes).is).not.toBe('record')
        },
      ),
      { numRuns: 400 },
    )
  })

  it('holds with any of its texts withheld or erased', () => {
    fc.assert(
      fc.property(
        history({ minLength: 1 }),
        fc.array(fc.constantFrom('shown', 'withheld', 'erased'), { minLength: 1 }),
        (written, fates) => {
          let turn = 0
          const textOf = (id: string): Text => {
            const fate = fates[turn++ % fates.length]
            if (fate === 'withheld') return { text: id, withheld: 'consent is missing' }
            return fate === 'erased' ? { text: id, erased: '2026-12-01T00:00:00.000Z' } : written.textOf(id)
          }
          expect(readText(write(written.header, written.entries, textOf)).is).toBe('record')
        },
      ),
    )
  })

  it('does not hold with one of its texts put into other words', () => {
    fc.assert(
      fc.property(history({ minLength: 1 }), (written) => {
        const cited = [...allCited(written.entries)]
        fc.pre(cited.length > 0)
        const textOf = (id: string): Text => {
          const text = written.textOf(id)
          return id === cited.at(-1) && 'body' in text ? { ...text, body: `${text.body}.` } : text
        }
        const reading = readText(write(written.header, written.entries, textOf))
        expect(reading).toMatchObject({
          is: 'wrong',
          wrong: { step: 3, why: { code: 'text/changed', text: cited.at(-1) } },
        })
      }),
    )
  })

  it('was cut wherever lines are missing at its end', () => {
    fc.assert(
      fc.property(history({ minLength: 1 }), fc.nat(), (written, cut) => {
        const lines = fileOf(written).split('\n').slice(0, -1)
        const kept = lines.slice(0, 1 + (cut % (lines.length - 1)))
        expect(readText(`${kept.join('\n')}\n`)).toMatchObject({
          is: 'wrong',
          wrong: { step: 1, line: kept.length + 1, why: { code: 'file/cut' } },
        })
      }),
    )
  })

  it('is no record without a header of this format', () => {
    expect(readText('').is).toBe('not a record')
    expect(readText('hello\n').is).toBe('not a record')
    expect(readText('{"caucus-record":2}\n').is).toBe('not a record')
    expect(readText(Uint8Array.of(0xff, 0xfe)).is).toBe('not a record')
  })
})

describe('a text’s id', () => {
  it('is the hash of the salt’s bytes and the words', () => {
    // printf '0123456789abcdefHello' | sha256sum | xxd -r -p | base64, with - and _ and no padding
    expect(textId(Buffer.from('0123456789abcdef').toString('base64url'), 'Hello')).toBe(
      't_BFTxjt3ETWqg_LfS1c7cfCmDxP85ksA_lEfEyWnNPMA',
    )
  })
})
