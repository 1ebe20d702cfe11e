-- AlterTable
ALTER TABLE "chain" ADD COLUMN     "exported" TEXT;
