import { describe, expect, it } from 'vitest'
import { makeTogether } from '../../src/acts/together.ts'

/** A look that ends when it is told to. */
function looking() {
  const looks: { readonly sees: (what: string) => void; readonly fails: () => void }[] = []
  const look = async () =>
    await new Promise<string>((sees, failed) => looks.push({ sees, fails: () => failed(new Error('dark')) }))
  return { looks, look }
}

describe('those who look at once', () => {
  it('look together, and each look begins after everybody asked who shares it', async () => {
    const together = makeTogether()
    const { looks, look } = looking()
    const first = together('scene', look)
    const [second, third] = [together('scene', look), together('scene', look)]
    expect(looks.length).toBe(1)
    looks[0]?.sees('before')
    expect(await first).toBe('before')
    await expect.poll(() => looks.length).toBe(2)
    // Begun already: whoever asks now is shown what is newer still.
    const fourth = together('scene', look)
    looks[1]?.sees('after')
    expect(await Promise.all([second, third])).toEqual(['after', 'after'])
    await expect.poll(() => looks.length).toBe(3)
    looks[2]?.sees('later')
    expect(await fourth).toBe('later')
  })

  it('look at different things apart, and go on after a look that failed', async () => {
    const together = makeTogether()
    const { looks, look } = looking()
    const [one, other] = [together('one', look), together('other', look)]
    const waits = together('one', look)
    expect(looks.length).toBe(2)
    looks[0]?.fails()
    looks[1]?.sees('other')
    await expect(one).rejects.toThrow('dark')
    expect(await other).toBe('other')
    await expect.poll(() => looks.length).toBe(3)
    looks[2]?.sees('one')
    expect(await waits).toBe('one')
  })
})
