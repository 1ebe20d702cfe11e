-- AlterTable
ALTER TABLE "card" ADD COLUMN     "pinned" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "channel_member" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "right" TEXT NOT NULL,

    CONSTRAINT "channel_member_pkey" PRIMARY KEY ("platform","workspace","channel","user")
);

-- CreateTable
CREATE TABLE "hand_change" (
    "assembly" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "settled" TEXT,

    CONSTRAINT "hand_change_pkey" PRIMARY KEY ("assembly","place","platform","workspace","user")
);

-- CreateTable
CREATE TABLE "installation" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "since" TEXT NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("platform","workspace")
);
