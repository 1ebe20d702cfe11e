import {
  buttons,
  heading,
  line,
  list,
  pageButton,
  quietLine,
  type Button,
  type Card,
  type CardNode,
} from '../port/card.ts'
import { deadlineAt, type Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { GateView, GroundView, MissingView } from '../views/gate.ts'
import { actButton } from './acts.ts'
import { levelParts, listed, numberParts, paragraphsParts, personParts, placeParts, proposalParts } from './words.ts'

/** The gate as a page of its own. */
export const gateCard = (view: GateView, say: Say): Card => ({
  summary: gateHeadline(view, say),
  nodes: [
    heading(proposalParts(view.proposal, say)),
    ...gateNodes(view, say),
    buttons([
      ...declareButtons(view, say),
      pageButton(say('round/do-read'), { page: 'text', proposal: view.proposal.id, version: view.version }),
      pageButton(say('round/do-tracker'), { page: 'tracker', proposal: view.proposal.id }),
    ]),
  ],
})

const gateHeadline = ({ standing, of, version }: Pick<GateView, 'standing' | 'of' | 'version'>, say: Say): Parts =>
  say('gate/headline', { version, standing: standing.length, of })

/** The gate as it stands under the tracker: how many stand at it, who is missing and why, and the common ground. */
export const gateNodes = (view: GateView, say: Say): readonly CardNode[] => [
  line(gateHeadline(view, say)),
  ...(view.without.length > 0
    ? [
        quietLine(
          say('gate/without', {
            without: listed(
              view.without.map((one) => placeParts(one, say)),
              say,
            ),
          }),
        ),
      ]
    : []),
  ...(view.missing.length > 0
    ? [line(say('gate/missing')), list(view.missing.map((one) => missingParts(one, view.zone, say)))]
    : [line(say(view.decided ? 'gate/decided' : 'gate/open'))]),
  ...groundNodes(view.ground, say),
]

/** One line for each that is missing: who, and the reason (procedure 3.5). Also what the refusal at the gate says. */
export function missingParts(missing: MissingView, zone: string, say: Say): Parts {
  const who = placeParts(missing.who, say)
  switch (missing.why) {
    case 'no answer yet':
    case 'lapsed': {
      const chairs = listed(
        missing.chairs.map((one) => personParts(one, say)),
        say,
      )
      if (missing.why === 'lapsed')
        return missing.chairs.length > 0 ? say('gate/lapsed', { who, chairs }) : say('gate/lapsed-no-chair', { who })
      return missing.chairs.length > 0 ? say('gate/no-answer', { who, chairs }) : say('gate/no-chair', { who })
    }
    case 'no chair':
      return say('gate/no-chair', { who })
    case 'not constituted':
      return say('gate/not-constituted', { who })
    case 'part only':
      return say('gate/part-only', { who })
    case 'level':
      return say('gate/level', { who, level: levelParts(missing.level, say) })
    case 'if amended': {
      const amended =
        missing.paragraphs.length > 0
          ? [
              say('round/if-amended', {
                count: missing.paragraphs.length,
                paragraphs: paragraphsParts(missing.paragraphs, say),
              }),
            ]
          : []
      const passed = missing.proposals.map((one) => say('round/if-passed', { proposal: numberParts(one) }))
      const all = [...amended, ...passed]
      return say('gate/if-amended', { who, condition: all.length > 0 ? listed(all, say) : say('round/if-changed') })
    }
    case 'reading open':
      return missing.over
        ? say('gate/reading-over', { who })
        : say('gate/reading-open', { who, until: deadlineAt(missing.until, zone) })
    case 'concerns':
      return say('gate/concerns', { count: missing.concerns })
    case 'no round yet':
      return say('gate/no-round')
  }
}

const groundNodes = (ground: readonly GroundView[], say: Say): readonly CardNode[] =>
  ground.length === 0 ? [] : [list(ground.map((one) => groundParts(one, say)))]

function groundParts(ground: GroundView, say: Say): Parts {
  const paragraphs = paragraphsParts(ground.paragraphs, say)
  const places = (all: GroundView['unknown']) =>
    listed(
      all.map((one) => placeParts(one, say)),
      say,
    )
  switch (ground.is) {
    case 'common ground':
      return say('gate/ground-common', { paragraphs })
    case 'common ground so far':
      return say('gate/ground-so-far', { paragraphs, unknown: places(ground.unknown) })
    case 'in dispute':
      return say('gate/ground-dispute', { paragraphs, by: places(ground.disputedBy) })
    case 'not agreed':
      return say('gate/ground-not-agreed', { paragraphs, level: ground.level ? levelParts(ground.level, say) : '' })
    case 'not yet known':
      return say('gate/ground-unknown', { paragraphs })
  }
}

/** Both endings side by side: the one when nothing is missing, the other after one round, as dignified (procedure 3.5). */
export const declareButtons = (view: GateView, say: Say): readonly Button[] => [
  ...(view.may.declare
    ? [actButton(say('gate/do-declare'), 'declare consensus', { proposal: view.proposal.id }, { ask: true })]
    : []),
  ...(view.may.declareUnreachable
    ? [actButton(say('gate/do-unreachable'), 'declare unreachable', { proposal: view.proposal.id })]
    : []),
]
