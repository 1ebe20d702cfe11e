import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { limitOf, limits, type Limit } from './limits.ts'
import { makeSchemas, written } from './make-schemas.ts'
import { methods } from './methods/all.ts'

/** Sentences with numbers that are no limits of what is sent. */
const noLimits: Readonly<Record<string, string>> = {
  'Timepicker.initial_time': 'a format',
  'RichTextDate.format': 'examples',
}

const { schemas, sentences } = makeSchemas(Object.keys(methods))

/** What the JSDoc of a property says of its size. */
function saidIn(description: string): readonly number[] {
  const telling = description
    .replaceAll(/https?:\S+/g, '')
    .split(/(?<=\.) /)
    .filter((sentence) => /max|min|less than|limit|up to|must be between/i.test(sentence))
  return telling.flatMap((sentence) =>
    [...sentence.matchAll(/(less than )?`?~?(\d[\d,]*)`?/g)].map(
      ([, less, figure = '']) => Number(figure.replaceAll(',', '')) - (less === undefined ? 0 : 1),
    ),
  )
}

const figuresOf = (limit: Limit): readonly number[] =>
  Object.values(limit).filter((figure): figure is number => typeof figure === 'number')

describe('what is known of Slack’s types', () => {
  it('is what the installed packages say: after an upgrade, npm run schemas', async () => {
    expect(written(schemas)).toBe(await readFile(new URL('schemas.json', import.meta.url), 'utf8'))
  })

  it('has every limit that their JSDoc names', () => {
    const missed = [...sentences].flatMap(([place, description]) => {
      const [type = '', property = ''] = place.split('.')
      if (place in noLimits) return []
      const figures = figuresOf(limitOf(type, property) ?? {})
      return saidIn(description).flatMap((said) =>
        figures.includes(said) ? [] : [`${place}: ${said} (${description})`],
      )
    })
    expect(missed).toEqual([])
  })

  it('overlooks no sentence that says nothing of a size', () => {
    const needless = Object.keys(noLimits).filter((place) => saidIn(sentences.get(place) ?? '').length === 0)
    expect(needless).toEqual([])
  })

  it('has no limit that neither their JSDoc nor a page of Slack’s names', () => {
    const unsaid = Object.entries(limits).flatMap(([type, properties]) =>
      Object.entries(properties).flatMap(([property, limit]) => {
        const said = saidIn(sentences.get(`${type}.${property}`) ?? '')
        return limit.from === undefined && figuresOf(limit).some((figure) => !said.includes(figure))
          ? [`${type}.${property}`]
          : []
      }),
    )
    expect(unsaid).toEqual([])
  })
})
