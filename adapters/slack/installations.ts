import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** Where installations are kept: sealed, so that whoever reads the rows learns no token. */
export interface Installations {
  all(): Promise<readonly { readonly workspace: string; readonly sealed: Uint8Array }[]>
  /** Replaces what was kept for this workspace. */
  keep(workspace: string, sealed: Uint8Array): Promise<void>
  /** Forgetting what is not there changes nothing. */
  forget(workspace: string): Promise<void>
}

/** One workspace that took the bot in. */
const installation = z.object({
  team: z.string().min(1),
  token: z.string().min(1),
  botUser: z.string().min(1),
  botId: z.string().optional(),
})
export type Installation = z.infer<typeof installation>

const version = 1
const nonceBytes = 12
const tagBytes = 16

/**
 * An installation as bytes that only the key opens (AES-256-GCM): a version, a nonce, the tag, then the words. The
 * workspace's id is sealed in, so that the row of one workspace cannot be passed off as another's.
 */
export function sealed(value: Installation, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(value.team))
  const words = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), words])
}

/** What was sealed; nothing where the key is another, or somebody changed the bytes. */
export function opened(bytes: Uint8Array, team: string, key: Uint8Array): Installation | undefined {
  const all = Buffer.from(bytes)
  if (all[0] !== version || all.length < 1 + nonceBytes + tagBytes) return undefined
  const nonce = all.subarray(1, 1 + nonceBytes)
  const tag = all.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(team))
    decipher.setAuthTag(tag)
    const words = Buffer.concat([decipher.update(all.subarray(1 + nonceBytes + tagBytes)), decipher.final()])
    return installation.parse(JSON.parse(words.toString('utf8')))
  } catch {
    return undefined
  }
}
