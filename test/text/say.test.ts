import { describe, expect, it } from 'vitest'
import { memberText, person, text } from '../../src/text/part.ts'
import { say } from '../../src/text/say.ts'

describe('say', () => {
  it('fills numbers into a sentence by the rules of its language', () => {
    expect(say('common/left-days', { days: 1 })).toEqual([text('in 1 day')])
    expect(say('common/left-days', { days: 3 })).toEqual([text('in 3 days')])
  })

  it('keeps what a member wrote, and who it is, apart from our words', () => {
    const so = [memberText('<b>{one}</b>'), text('; '), memberText('b')]
    const one = person('m_1', 'Ana')
    expect(say('common/list-last', { so, one })).toEqual([...so, text(' and '), one])
  })

  it('throws for a value that the sentence needs and did not get', () => {
    expect(() => say('common/left-days')).toThrow(/days/)
    expect(() => say('common/list-last', { so: 'a' })).toThrow(/one/)
  })
})
