import type { Instant } from '../domain/instant.ts'
import type { Store } from './open.ts'

/** What a workspace's installation left, sealed by the adapter that made it: this room cannot read it. */
export interface SealedInstallations {
  all(): Promise<readonly { readonly workspace: string; readonly sealed: Uint8Array }[]>
  find(workspace: string): Promise<Uint8Array | undefined>
  keep(workspace: string, sealed: Uint8Array): Promise<void>
  forget(workspace: string): Promise<void>
}

/** The workspaces that installed the bot on one platform. */
export const installationsOn = ({ prisma }: Store, platform: string, now: () => Instant): SealedInstallations => ({
  all: async () =>
    await prisma.installation.findMany({
      where: { platform },
      select: { workspace: true, sealed: true },
      orderBy: { since: 'asc' },
    }),
  find: async (workspace) =>
    (await prisma.installation.findUnique({ where: { platform_workspace: { platform, workspace } } }))?.sealed,
  keep: async (workspace, sealed) => {
    const bytes = Uint8Array.from(sealed)
    await prisma.installation.upsert({
      where: { platform_workspace: { platform, workspace } },
      create: { platform, workspace, sealed: bytes, since: now() },
      update: { sealed: bytes },
    })
  },
  forget: async (workspace) => void (await prisma.installation.deleteMany({ where: { platform, workspace } })),
})
