import { afterEach, describe, expect, it } from 'vitest'
import { makeBot, type Bot } from '../../src/bot.ts'
import { assemblies } from '../../src/store/facts.ts'
import { freshStore } from '../store/fresh.ts'
import { calmed, deliverTo, settingOf, type Setting } from './stand.ts'

// What docs/slack.md promises a newcomer: from an empty database to a first gauge, by what people do in Slack alone.

describe('a newcomer on Slack', () => {
  let setting: Setting
  let bot: Bot
  afterEach(async () => {
    await setting.stop()
    expect(setting.slack.faults).toEqual([])
    expect(setting.logged).toEqual([])
  })

  /** Somebody does something, and the bot's workers do theirs. */
  const does = async (act: () => void | Promise<void>) => {
    await act()
    await calmed(setting)
    for (const assembly of await assemblies(bot.acting.query)) await bot.keepChannels(assembly)
    await bot.drawStale()
    await calmed(setting)
  }
  const types = async (who: string, where: string, line: string) => {
    const { slack } = setting
    while (slack.seenBy(who, 'form') !== '') await slack.close(who)
    await does(async () => await slack.slash(who, where, line))
  }
  const presses = async (who: string, where: string, label: string) => {
    const { slack } = setting
    while (slack.seenBy(who, 'form') !== '') await slack.close(who)
    await does(async () => await slack.click(who, where, label))
  }

  it('comes from nothing to a first gauge by the steps of the guide', { timeout: 60_000 }, async () => {
    setting = await settingOf({ way: 'socket' })
    const { slack, app, platform } = setting
    const troubles: string[] = []
    bot = makeBot({ store: await freshStore(), log: (said) => troubles.push(said) })
    await bot.join({ platform, workspace: slack.teamId })
    deliverTo(slack, app, 'socket')
    const [ana, bo, cy] = [slack.enrol('Ana Souza'), slack.enrol('Bo Lind'), slack.enrol('Cy Park')]
    const general = slack.makeChannel(ana, 'general', { members: [bo, cy] })
    const channel = (name: string): string => {
      const opened = slack.calls('conversations.setTopic').map(({ args }) => String(args['channel']))
      return opened.find((id) => slack.channel(id).name === name) ?? name
    }

    await types(ana, general, '/caucus assembly found')
    expect(slack.seenBy(ana, 'form')).toContain('Found an assembly')
    const charter = {
      'Name of the assembly': 'Policy Council',
      'The forum it serves': 'the Internet Governance Forum',
      'Caucuses, one a line': 'Government, 5\nCivil society, 5',
    }
    await does(async () => await slack.submit(ana, charter))
    expect(slack.seenBy(ana, 'form')).toContain('What it will mean')
    await does(async () => await slack.submit(ana))
    expect(slack.seenBy(ana, 'form')).toContain('Policy Council is founded, and you are its secretariat.')
    const [plenary, civil] = [channel('plenary'), channel('civil-society')]
    expect(slack.seenBy(ana, plenary)).toContain('Plenary of Policy Council')
    expect(() => slack.seenBy(bo, civil)).toThrow(/sees no channel/)

    await types(ana, plenary, '/caucus member seat @bo.lind civil-society representative')
    expect(slack.seenBy(ana, plenary)).toContain('Bo Lind is in Civil society now')
    await types(ana, plenary, '/caucus office give "caucus chair" @bo.lind civil-society')
    await types(ana, plenary, '/caucus office give "plenary chair" @ana.souza')
    expect(slack.seenBy(bo, civil)).toContain('1 of 5 seats filled · chair Bo Lind')

    await types(bo, civil, '/caucus proposal submit')
    const text = '1. Invite operators to share their networks.\n\n2. Ask regulators for licences.'
    await does(async () => await slack.submit(bo, { Text: text }))
    // Nothing that was typed is lost where something is missing.
    expect(slack.seenBy(bo, 'form')).toContain('2. Ask regulators for licences.')
    await does(async () => await slack.submit(bo, { Title: 'Community networks' }))
    expect(slack.seenBy(bo, 'form')).toContain('P-1 is submitted.')
    await types(ana, plenary, '/caucus proposal admit P-1')
    await types(ana, plenary, '/caucus proposal take-up P-1')
    await types(ana, plenary, '/caucus proposal dispatch P-1 --closes "in 7 days"')
    expect(slack.seenBy(bo, civil)).toContain('P-1 Community networks, version 1, round 1 arrived from plenary.')

    await presses(bo, civil, 'Open a gauge')
    await does(async () => await slack.submit(bo, { 'Closes (UTC)': 'in 2 days' }))
    expect(slack.seenBy(bo, 'form')).toContain('The gauge is open until')
    expect(slack.seenBy(bo, civil)).toContain('[Support] [Can live with it] [Concerns] [Object] [Abstain]')
    await presses(bo, civil, 'Support')
    expect(slack.seenBy(bo, civil)).toContain('You answered Support on P-1')
    expect(slack.seenBy(bo, civil)).toContain('1 of 1 seats have answered')

    await does(() => slack.home(bo))
    expect(slack.seenBy(bo, 'home')).toContain('1 thing waits for you')
    expect(troubles).toEqual([])
  })
})
