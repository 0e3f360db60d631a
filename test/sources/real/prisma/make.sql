-- What Prisma Migrate makes of NextAuth's models and a shop's.
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
CREATE TABLE "User" (
  "id" TEXT NOT NULL, "name" TEXT, "email" TEXT NOT NULL, "emailVerified" TIMESTAMP(3), "image" TEXT,
  "roles" "Role"[] DEFAULT ARRAY['USER']::"Role"[], "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Account" (
  "id" TEXT NOT NULL, "userId" TEXT NOT NULL, "type" TEXT NOT NULL, "provider" TEXT NOT NULL, "providerAccountId" TEXT NOT NULL,
  "refresh_token" TEXT, "access_token" TEXT, "expires_at" INTEGER, "token_type" TEXT, "scope" TEXT, "id_token" TEXT, "session_state" TEXT,
  CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Session" ("id" TEXT NOT NULL, "sessionToken" TEXT NOT NULL, "userId" TEXT NOT NULL, "expires" TIMESTAMP(3) NOT NULL, CONSTRAINT "Session_pkey" PRIMARY KEY ("id"));
CREATE TABLE "VerificationToken" ("identifier" TEXT NOT NULL, "token" TEXT NOT NULL, "expires" TIMESTAMP(3) NOT NULL);
CREATE TABLE "Post" (
  "id" SERIAL NOT NULL, "title" VARCHAR(255) NOT NULL, "price" DECIMAL(65,30) NOT NULL, "views" BIGINT NOT NULL, "meta" JSONB,
  "published" BOOLEAN NOT NULL DEFAULT false, "authorId" TEXT, "updatedAt" TIMESTAMP(3) NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Category" ("id" SERIAL NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Category_pkey" PRIMARY KEY ("id"));
CREATE TABLE "_CategoryToPost" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL);
CREATE TABLE "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "migration_name" VARCHAR(255) NOT NULL);
CREATE UNIQUE INDEX "Account_provider_providerAccountId_key" ON "Account"("provider", "providerAccountId");
CREATE UNIQUE INDEX "Session_sessionToken_key" ON "Session"("sessionToken");
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE UNIQUE INDEX "VerificationToken_identifier_token_key" ON "VerificationToken"("identifier", "token");
CREATE UNIQUE INDEX "_CategoryToPost_AB_unique" ON "_CategoryToPost"("A", "B");
CREATE INDEX "_CategoryToPost_B_index" ON "_CategoryToPost"("B");
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "_CategoryToPost" ADD CONSTRAINT "_CategoryToPost_A_fkey" FOREIGN KEY ("A") REFERENCES "Category"("id"), ADD CONSTRAINT "_CategoryToPost_B_fkey" FOREIGN KEY ("B") REFERENCES "Post"("id");

INSERT INTO "User" VALUES
  ('clx0q1z8e0000abcd1234efgh', 'Ann', 'ann@example.com', '2024-05-01 10:00:00.123', NULL, '{USER,ADMIN}', '2024-05-01 09:00:00'),
  ('clx0q1z8e0001abcd1234efgh', NULL, 'bob@example.com', NULL, 'https://example.com/b.png', '{}', '2024-05-02 09:00:00');
INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "access_token", "expires_at", "token_type", "scope") VALUES
  ('clx0q1z8e0002abcd1234efgh', 'clx0q1z8e0000abcd1234efgh', 'oauth', 'github', '583231', 'gho_never', NULL, 'bearer', 'read:user');
INSERT INTO "Session" VALUES ('clx0q1z8e0003abcd1234efgh', 'a-token-never-seen', 'clx0q1z8e0000abcd1234efgh', '2024-06-01 00:00:00');
INSERT INTO "VerificationToken" VALUES ('bob@example.com', 'another-token', '2024-05-03 00:00:00');
INSERT INTO "Post" ("title", "price", "views", "meta", "published", "authorId", "updatedAt") VALUES
  ('One', 19.900000000000000000000000000000, 9007199254740993, '{"a": [1, null]}', true, 'clx0q1z8e0000abcd1234efgh', '2024-05-04 00:00:00.5'),
  ('Two', 0.1, 0, NULL, false, NULL, '2024-05-05 00:00:00');
INSERT INTO "Category" ("name") VALUES ('All'), ('Some');
INSERT INTO "_CategoryToPost" VALUES (1, 1), (2, 1), (1, 2);
INSERT INTO "_prisma_migrations" VALUES ('0b3e', 'c0ffee', '20240501_init');
