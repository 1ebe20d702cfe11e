-- DropTable
DROP TABLE "message";

-- CreateTable
CREATE TABLE "web_channel" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "private" BOOLEAN NOT NULL,

    CONSTRAINT "web_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "web_member" (
    "channel" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "writes" BOOLEAN NOT NULL,

    CONSTRAINT "web_member_pkey" PRIMARY KEY ("channel","person")
);

-- CreateTable
CREATE TABLE "web_item" (
    "id" TEXT NOT NULL,
    "order" SERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "card" JSONB,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "author" TEXT,
    "body" TEXT,
    "edited" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "web_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "web_note" (
    "id" TEXT NOT NULL,
    "order" SERIAL NOT NULL,
    "person" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "card" JSONB NOT NULL,

    CONSTRAINT "web_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "web_member_person_idx" ON "web_member"("person");

-- CreateIndex
CREATE UNIQUE INDEX "web_item_channel_order_key" ON "web_item"("channel", "order");

-- CreateIndex
CREATE UNIQUE INDEX "web_note_order_key" ON "web_note"("order");

-- CreateIndex
CREATE INDEX "web_note_person_channel_order_idx" ON "web_note"("person", "channel", "order");

-- AddForeignKey
ALTER TABLE "web_member" ADD CONSTRAINT "web_member_channel_fkey" FOREIGN KEY ("channel") REFERENCES "web_channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "web_item" ADD CONSTRAINT "web_item_channel_fkey" FOREIGN KEY ("channel") REFERENCES "web_channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
