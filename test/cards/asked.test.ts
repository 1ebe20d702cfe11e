import { describe, expect, it } from 'vitest'
import { choiceCard, questionCard, requestCard } from '../../src/cards/asked.ts'
import { say } from '../../src/text/say.ts'
import { choiceFor, questionFor, requestFor } from '../../src/views/asked.ts'
import { everyoneIn, only, type Viewer } from '../../src/views/viewer.ts'
import { assembly, person, plenaryChair } from '../domain/assembly-of.ts'
import { read, rowsOf } from '../views/seen.ts'

describe('a request to join', () => {
  const asked = () => {
    const play = assembly({ filled: { civil: 4 } })
    const caucus = play.caucus('civil')
    play.does(person('newcomer'), { type: 'ask to join', caucus, as: 'representative', words: 'I run a library.' })
    const { request } = play.last('join.asked')
    const card = (viewer: Viewer) => {
      const view = requestFor(viewer, play.world, rowsOf(play), request)
      return view && read(requestCard(view, say), play)
    }
    return { play, caucus, request, card }
  }

  it('is shown in its caucus only, with the words that came with it', () => {
    const { caucus, card } = asked()
    const words = card(everyoneIn(caucus))
    expect(words).toContain(`Member ${person('newcomer')} asks to join Civil society as a representative`)
    expect(words).toContain('I run a library.')
    expect(words).toMatch(/\[Admit\].*\[Refuse …\]/)
    expect(card(only(person('civil3')))).not.toContain('[Admit]')
    expect(card(everyoneIn('plenary'))).toBeUndefined()
  })

  it('that has ended says how, with the reason', () => {
    const { play, caucus, request, card } = asked()
    play.does(person('civil1'), { type: 'refuse request', caucus, request, reason: 'Please ask next year.' })
    expect(card(everyoneIn(caucus))).toMatch(/Refused, with the reason:.*Please ask next year\./)
    expect(card(everyoneIn(caucus))).not.toContain('[Admit]')
  })
})

describe('the choice of a chair', () => {
  it('says until when it runs, counts voices and never shows whose they are', () => {
    const play = assembly()
    const caucus = play.caucus('civil')
    play.does(person('civil1'), { type: 'resign office', office: 'caucus chair', caucus })
    play.does(person('civil2'), { type: 'start choice', caucus, office: 'caucus chair' })
    const { choice } = play.last('choice.opened')
    const card = () => {
      const view = choiceFor(everyoneIn(caucus), play.world, rowsOf(play), choice)
      return view && read(choiceCard(view, say), play)
    }
    play.does(person('civil2'), { type: 'choose chair', caucus, choice, for: person('civil4') })
    expect(card()).toMatch(/Civil society chooses its chair.*1 of 5 have chosen/)
    expect(card()).toContain('a tie chooses none')
    expect(card()).toContain(`[Member ${person('civil4')}]`)
    play.waits({ hours: 72 })
    expect(card()).toContain(`Member ${person('civil4')} is chair of Civil society.`)
    expect(card()).not.toContain('[Member')
  })
})

describe('a question to plenary', () => {
  it('says that the caucus’s deadline waits, until it is answered', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.does(person('civil1'), {
      type: 'ask plenary',
      proposal: id,
      caucus: play.caucus('civil'),
      asks: 'Who pays for it?',
    })
    const { question } = play.last('question.asked')
    const card = (viewer: Viewer = everyoneIn('plenary')) => {
      const view = questionFor(viewer, play.world, rowsOf(play), question)
      return view && read(questionCard(view, say), play)
    }
    expect(card()).toMatch(/Civil society asks plenary about P-1.*Who pays for it\?.*deadline of that caucus waits/)
    expect(card(only(plenaryChair))).toContain('[Answer]')
    expect(card(only(person('civil1')))).not.toContain('[Answer]')
    play.does(plenaryChair, { type: 'answer question', proposal: id, question, answer: 'The secretariat.' })
    expect(card()).toMatch(/The plenary chair answered:.*The secretariat\./)
    expect(card()).not.toContain('waits')
  })
})
