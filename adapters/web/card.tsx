import type { Button, Card, CardNode } from '../../src/port/card.ts'
import { preview } from '../../src/port/fit.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { pressToken } from '../../src/port/token.ts'
import { label } from '../../src/text/plain.ts'
import { Sentence, type Reader } from './parts.tsx'
import { words } from './words.ts'

/** What every button on a page needs: where it stands, whose page it is, and the token that forged forms lack. */
export interface Pressing {
  readonly reader: Reader
  /** The channel that the page shows, or `direct`; absent on public pages, where nothing can be pressed. */
  readonly channel?: string
  readonly csrf?: string
  /** The message that carries the card, where it is one of a channel. */
  readonly message?: string
  /** Makes the key of one press: what is sent twice is done once. */
  readonly key: () => string
}

export const CardView = ({ card, pressing }: { card: Card; pressing: Pressing }) => (
  <>
    {card.nodes.map((node) => (
      <Node node={node} pressing={pressing} />
    ))}
  </>
)

function Node({ node, pressing }: { node: CardNode; pressing: Pressing }) {
  const { reader } = pressing
  switch (node.kind) {
    case 'heading':
      return (
        <h2>
          <Sentence parts={node.parts} reader={reader} />
        </h2>
      )
    case 'line':
      return (
        <p class={node.quiet ? 'quiet' : undefined}>
          <Sentence parts={node.parts} reader={reader} />
        </p>
      )
    case 'list':
      return (
        <ul>
          {node.items.map((parts) => (
            <li>
              <Sentence parts={parts} reader={reader} />
            </li>
          ))}
        </ul>
      )
    case 'table':
      return <TableView node={node} reader={reader} />
    case 'quote':
      return (
        <blockquote>
          <p>
            <bdi class="words">{node.says}</bdi>
          </p>
          {node.by && (
            <footer>
              <Sentence parts={node.by} reader={reader} />
            </footer>
          )}
        </blockquote>
      )
    case 'paragraph':
      return (
        <p class="paragraph">
          {node.label !== '' && (
            <span class="label">
              <bdi>{node.label}</bdi>{' '}
            </span>
          )}
          <Sentence parts={node.parts} reader={reader} />
        </p>
      )
    case 'fields':
      return (
        <dl>
          {node.fields.map(({ name, says }) => (
            <div>
              <dt>
                <Sentence parts={name} reader={reader} />
              </dt>
              <dd>
                <Sentence parts={says} reader={reader} />
              </dd>
            </div>
          ))}
        </dl>
      )
    case 'divider':
      return <hr />
    case 'more':
      return (
        <>
          {preview(node, limitsOf.web).map((shown) => (
            <Node node={shown} pressing={pressing} />
          ))}
        </>
      )
    case 'buttons':
      return pressing.channel === undefined ? <></> : <ButtonRow buttons={node.buttons} pressing={pressing} />
  }
}

/** A wide table scrolls by itself, and by keyboard, so that the page never does. */
const TableView = ({ node, reader }: { node: Extract<CardNode, { kind: 'table' }>; reader: Reader }) => (
  <div class="scroll" tabindex={0} role="group" aria-label={words('web/table')}>
    <table>
      <thead>
        <tr>
          <td />
          {node.columns.map((parts) => (
            <th scope="col">
              <Sentence parts={parts} reader={reader} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {node.rows.map(({ head, cells }) => (
          <tr>
            <th scope="row">
              <Sentence parts={head} reader={reader} />
            </th>
            {cells.map(({ parts, emphasis }) => (
              <td class={emphasis}>
                {emphasis === 'strong' ? (
                  <strong>
                    <Sentence parts={parts} reader={reader} />
                  </strong>
                ) : (
                  <Sentence parts={parts} reader={reader} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const ButtonRow = ({ buttons, pressing }: { buttons: readonly Button[]; pressing: Pressing }) => (
  <div class="buttons">
    {buttons.map((button) => (
      <PressButton button={button} pressing={pressing} />
    ))}
  </div>
)

/** Each button is a form of its own, so that it works without JavaScript. */
function PressButton({ button, pressing }: { button: Button; pressing: Pressing }) {
  const token = pressToken(button.press)
  return (
    <form method="post" action={`/c/${pressing.channel}/press`} data-press>
      <input type="hidden" name="csrf" value={pressing.csrf} />
      <input type="hidden" name="key" value={pressing.key()} />
      <input type="hidden" name="press" value={token} />
      {pressing.message !== undefined && <input type="hidden" name="message" value={pressing.message} />}
      {button.confirm && <input type="hidden" name="confirm" value={label(button.confirm)} />}
      <button type="submit" class={button.style} data-confirm={button.confirm && label(button.confirm)}>
        <Sentence parts={button.label} reader={pressing.reader} />
      </button>
    </form>
  )
}
