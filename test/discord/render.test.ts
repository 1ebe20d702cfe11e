import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrongIn } from '../../adapters/discord/check.ts'
import { rendered } from '../../adapters/discord/render.ts'
import { mentionsBy, typedOnDiscord, plainSpelling } from '../../adapters/discord/words.ts'
import { catalogue } from '../../commands/catalogue.ts'
import {
  buttons,
  commandButton,
  divider,
  fields,
  heading,
  line,
  list,
  quietLine,
  quote,
  table,
  type Card,
  type CardNode,
} from '../../src/port/card.ts'
import { fit } from '../../src/port/fit.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { added, code, deadlineAt, memberText, removed, strong, text } from '../../src/text/part.ts'
import { anyCard } from '../port/any-card.ts'
import { textsOf } from './texts.ts'

const how = { ...plainSpelling, typed: typedOnDiscord(catalogue) }
/** As on a server where the commands are registered: ids are as long as Discord makes them. */
const ids = new Map(catalogue.map(({ name }) => [name[0], '1234567890123456789']))
const tapped = { ...how, mention: mentionsBy(ids, how.typed) }
const cardOf = (...nodes: readonly CardNode[]): Card => ({ nodes, summary: [] })
const drawn = (...nodes: readonly CardNode[]) => textsOf(rendered(fit(cardOf(...nodes), limitsOf.discord).card, how))

describe('a card on Discord', () => {
  it('is within what Discord takes, whatever people wrote, and so is every page of it', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { card: one, pages } = fit(card, limitsOf.discord)
        for (const each of [one, ...pages]) expect(wrongIn(rendered(each, tapped))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('has no live mention, link or markup of what people wrote', () => {
    const live = /(?<!\\)(?:<[@#:/]|<t:|@(?:everyone|here)|\]\(|https?:\/\/|^ {0,3}(?:#{1,3}|>|-#) )/m
    const wrote = fc
      .array(
        fc.constantFrom(
          '@everyone',
          '<@1>',
          '<#2>',
          '<@&3>',
          '<t:1:R>',
          '](x)',
          '[a',
          'https://x.y',
          '# ',
          '-# ',
          '> ',
          '\n',
          '`',
          '*',
          '~~',
          '||',
          '\\',
          'a ',
        ),
        { minLength: 1, maxLength: 30 },
      )
      .map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(wrote, (words) => {
        const says = memberText(words)
        const all = drawn(line([text('They say '), says]), line([strong(says)]), line([removed(words), added(words)]))
        expect(all.join('\n')).not.toMatch(live)
        // A quote's bar is ours, and so is the name's line below it.
        const quoted = drawn(quote(words, [memberText(words)]))
          .join('\n')
          .replaceAll(/^(?:> |-# )/gm, '')
        expect(quoted).not.toMatch(live)
      }),
    )
  })

  it('shows times in the zone of whoever reads, and the assembly’s clock beside a deadline', () => {
    expect(drawn(line([deadlineAt('2026-11-27T18:00:00.000Z', 'Europe/Berlin')]))).toEqual([
      String.raw`<t:1795802400:F> \(<t:1795802400:R>, 19\:00 Europe/Berlin\)`,
    ])
  })

  it('keeps lines together, and lets quotes and tables stand apart', () => {
    expect(
      drawn(
        heading([text('Where it stands')]),
        line([text('Two of four')]),
        quietLine([text('in\npassing')]),
        divider,
        list([[text('one')], [text('two')]]),
        quote('We differ.\nStill.', [text('Ana')]),
        table(
          [[text('v1')], [text('v2')]],
          [
            {
              head: [text('Civil society')],
              cells: [{ parts: [text('agrees')] }, { parts: [text('waits')], emphasis: 'strong' }],
            },
          ],
        ),
        fields([{ name: [text('Chair')], says: [text('Leo')] }]),
      ),
    ).toEqual([
      '### Where it stands\nTwo of four\n-# in passing',
      '- one\n- two',
      '> We differ\\.\n> Still\\.\n-# — Ana',
      '-# v1 · v2\n**Civil society**: agrees · **waits**',
      '**Chair**: Leo',
    ])
  })

  it('names commands as they are typed here', () => {
    const typed = (word: string) => drawn(line([code(word)]))
    expect(typed('/caucus gauge open')).toEqual(['`/gauge open`'])
    expect(typed('/caucus help')).toEqual(['`/help here`'])
    expect(typed('/caucus me linked ABCD')).toEqual(['`/caucus do me linked ABCD`'])
    expect(typed('rough-consensus')).toEqual(['`rough-consensus`'])
  })

  it('names them to be tapped once Discord has them, and shows what is no whole command as it is typed', () => {
    const shown = (word: string) => textsOf(rendered(cardOf(line([code(word)])), tapped))
    expect(shown('/caucus gauge open')).toEqual(['</gauge open:1234567890123456789>'])
    expect(shown('/caucus help')).toEqual(['</help here:1234567890123456789>'])
    expect(shown('/caucus me linked ABCD')).toEqual(['`/caucus do me linked ABCD`'])
    expect(shown('rough-consensus')).toEqual(['`rough-consensus`'])
  })

  it('that names every command is within the limits too', () => {
    const all = list(
      catalogue.map(({ name }) => [code(`/caucus ${name.join(' ')}`), text(' what it is for, in a line')]),
    )
    const { card: one, pages } = fit(cardOf(all), limitsOf.discord)
    for (const each of [one, ...pages]) expect(wrongIn(rendered(each, tapped))).toEqual([])
  })

  it('can have two buttons that do the same', () => {
    const open = commandButton([text('Open')], 'gauge open')
    expect(wrongIn(rendered(cardOf(buttons([open, open])), how))).toEqual([])
  })
})
