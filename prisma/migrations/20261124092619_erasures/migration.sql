-- AlterTable
ALTER TABLE "assembly" ADD COLUMN     "hushed" INTEGER NOT NULL DEFAULT 0;
