import { debatesOf } from '../domain/due.ts'
import { isOpen } from '../domain/gauge.ts'
import type { Instant } from '../domain/instant.ts'
import type { Gauge, World } from '../domain/world.ts'

/** Every gauge of the assembly that takes answers at this moment. */
export const openGauges = (world: World, now: Instant): readonly Gauge[] =>
  [...world.assembly.proposals.values()]
    .flatMap((proposal) => debatesOf(world, proposal))
    .flatMap(([, debate]) => [...debate.gauges.values()])
    .filter((gauge) => isOpen(gauge, now))
