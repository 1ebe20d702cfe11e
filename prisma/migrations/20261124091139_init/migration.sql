-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "assembly" (
    "id" TEXT NOT NULL,
    "founded" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "assembly_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chain" (
    "assembly" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "head" TEXT NOT NULL,
    "at" TEXT NOT NULL,

    CONSTRAINT "chain_pkey" PRIMARY KEY ("assembly","name")
);

-- CreateTable
CREATE TABLE "entry" (
    "assembly" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "chain" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT,
    "after" INTEGER,
    "data" JSONB NOT NULL,
    "prev" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("assembly","seq")
);

-- CreateTable
CREATE TABLE "text" (
    "id" TEXT NOT NULL,
    "assembly" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "body" TEXT,
    "withheld" TEXT,
    "erased" TEXT,

    CONSTRAINT "text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer" (
    "gauge" TEXT NOT NULL,
    "seat" TEXT NOT NULL,
    "assembly" TEXT NOT NULL,
    "answer" TEXT,
    "member" TEXT,
    "at" TEXT,
    "reason" TEXT,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("gauge","seat")
);

-- CreateTable
CREATE TABLE "away" (
    "seat" TEXT NOT NULL,
    "assembly" TEXT NOT NULL,
    "member" TEXT NOT NULL,
    "since" TEXT NOT NULL,

    CONSTRAINT "away_pkey" PRIMARY KEY ("seat")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "assembly" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organisation" TEXT,
    "region" TEXT,
    "language" TEXT,
    "zone" TEXT,
    "show_name" BOOLEAN NOT NULL DEFAULT false,
    "since" TEXT NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "assembly" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "since" TEXT NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("assembly","platform","workspace","user")
);

-- CreateTable
CREATE TABLE "link_code" (
    "hash" TEXT NOT NULL,
    "assembly" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "expires" TEXT NOT NULL,

    CONSTRAINT "link_code_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "channel" (
    "assembly" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "channel" TEXT NOT NULL,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("assembly","place","platform","workspace")
);

-- CreateTable
CREATE TABLE "card" (
    "assembly" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "drawing" TEXT NOT NULL,
    "drawn_at" TEXT NOT NULL,

    CONSTRAINT "card_pkey" PRIMARY KEY ("assembly","key","platform","channel")
);

-- CreateTable
CREATE TABLE "stale_card" (
    "id" BIGSERIAL NOT NULL,
    "assembly" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "stale_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "act_key" (
    "by" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "result" JSONB,

    CONSTRAINT "act_key_pkey" PRIMARY KEY ("by","key")
);

-- CreateTable
CREATE TABLE "notice" (
    "key" TEXT NOT NULL,
    "assembly" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "made" TEXT NOT NULL,
    "delivered" TEXT,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "message" (
    "id" TEXT NOT NULL,
    "assembly" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "body" TEXT,
    "at" TEXT NOT NULL,
    "edited" TEXT,
    "deleted" TEXT,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_link" (
    "hash" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "made" TEXT NOT NULL,
    "expires" TEXT NOT NULL,
    "used" TEXT,
    "revoked" TEXT,

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "session" (
    "hash" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "made" TEXT NOT NULL,
    "expires" TEXT NOT NULL,
    "revoked" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "due" (
    "assembly" TEXT NOT NULL,
    "at" TEXT NOT NULL,

    CONSTRAINT "due_pkey" PRIMARY KEY ("assembly")
);

-- CreateIndex
CREATE UNIQUE INDEX "assembly_slug_key" ON "assembly"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "entry_assembly_chain_n_key" ON "entry"("assembly", "chain", "n");

-- CreateIndex
CREATE INDEX "text_assembly_idx" ON "text"("assembly");

-- CreateIndex
CREATE INDEX "answer_assembly_seat_idx" ON "answer"("assembly", "seat");

-- CreateIndex
CREATE INDEX "away_assembly_idx" ON "away"("assembly");

-- CreateIndex
CREATE INDEX "person_assembly_idx" ON "person"("assembly");

-- CreateIndex
CREATE INDEX "identity_person_idx" ON "identity"("person");

-- CreateIndex
CREATE INDEX "link_code_person_idx" ON "link_code"("person");

-- CreateIndex
CREATE UNIQUE INDEX "channel_platform_workspace_channel_key" ON "channel"("platform", "workspace", "channel");

-- CreateIndex
CREATE INDEX "stale_card_assembly_key_idx" ON "stale_card"("assembly", "key");

-- CreateIndex
CREATE INDEX "act_key_at_idx" ON "act_key"("at");

-- CreateIndex
CREATE INDEX "notice_assembly_delivered_idx" ON "notice"("assembly", "delivered");

-- CreateIndex
CREATE INDEX "notice_recipient_idx" ON "notice"("recipient");

-- CreateIndex
CREATE INDEX "message_assembly_place_at_idx" ON "message"("assembly", "place", "at");

-- CreateIndex
CREATE INDEX "sign_in_link_person_idx" ON "sign_in_link"("person");

-- CreateIndex
CREATE INDEX "session_person_idx" ON "session"("person");

-- CreateIndex
CREATE INDEX "due_at_idx" ON "due"("at");
