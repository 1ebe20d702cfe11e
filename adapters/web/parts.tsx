import type { Part, Parts } from '../../src/text/part.ts'
import { momentPlain, oneLine, plain, type Reader as PlainReader } from '../../src/text/plain.ts'

/** For whom a page is drawn: the present moment, a zone until the browser puts in its own, and where sources lead. */
export interface Reader extends PlainReader {
  /** The path of the public record of the assembly. */
  readonly record: string
}

/**
 * A sentence. What people wrote is escaped by the JSX and kept apart from its neighbours' direction of writing (`bdi`), so
 * that it can neither forge markup nor turn a line around.
 */
export const Sentence = ({ parts, reader }: { parts: Parts; reader: Reader }) => (
  <>
    {parts.map((part) => (
      <Piece part={part} reader={reader} />
    ))}
  </>
)

function Piece({ part, reader }: { part: Part; reader: Reader }) {
  switch (part.kind) {
    case 'text':
      return <>{part.text}</>
    case 'memberText':
      return <bdi class="words">{part.text}</bdi>
    case 'strong':
      return (
        <strong>
          <Sentence parts={part.parts} reader={reader} />
        </strong>
      )
    case 'person':
      return <bdi class="person">{oneLine(part.name)}</bdi>
    case 'place':
      return <bdi class="place">{oneLine(part.name)}</bdi>
    case 'moment':
      return (
        <time datetime={part.at} data-style={part.style} data-zone={part.zone}>
          {momentPlain(part, reader)}
        </time>
      )
    case 'code':
      return <code>{part.text}</code>
    case 'removed':
      return (
        <del>
          <span class="mark">[-</span>
          <bdi>{part.text}</bdi>
          <span class="mark">-]</span>
        </del>
      )
    case 'added':
      return (
        <ins>
          <span class="mark">{'{+'}</span>
          <bdi>{part.text}</bdi>
          <span class="mark">{'+}'}</span>
        </ins>
      )
    case 'source':
      return (
        <a class="source" href={`${reader.record}/${encodeURIComponent(part.chain)}#n${part.n}`}>
          {plain([part], reader)}
        </a>
      )
  }
}
