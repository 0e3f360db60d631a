-- What Prisma Migrate makes of a blog: PascalCase tables, cuid keys, timestamp(3), an implicit many-to-many table, its history.
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
CREATE TABLE "User" (
  "id" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "emailVerified" TIMESTAMP(3),
  "name" TEXT,
  "image" TEXT,
  "role" "Role" NOT NULL DEFAULT 'USER',
  "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" TIMESTAMP(3) NOT NULL,
  CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Profile" ("id" SERIAL NOT NULL, "bio" TEXT, "userId" TEXT NOT NULL, CONSTRAINT "Profile_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" (
  "id" SERIAL NOT NULL,
  "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "title" VARCHAR(255) NOT NULL,
  "content" TEXT,
  "published" BOOLEAN NOT NULL DEFAULT false,
  "views" BIGINT NOT NULL DEFAULT 0,
  "price" DECIMAL(10,2),
  "meta" JSONB,
  "tags" TEXT[],
  "authorId" TEXT NOT NULL,
  CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Category" ("id" SERIAL NOT NULL, "name" TEXT NOT NULL, "parentId" INTEGER, CONSTRAINT "Category_pkey" PRIMARY KEY ("id"));
CREATE TABLE "_CategoryToPost" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL);
CREATE TABLE "_UserFollows" ("A" TEXT NOT NULL, "B" TEXT NOT NULL, CONSTRAINT "_UserFollows_AB_pkey" PRIMARY KEY ("A", "B"));
CREATE TABLE "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE UNIQUE INDEX "Profile_userId_key" ON "Profile"("userId");
CREATE UNIQUE INDEX "_CategoryToPost_AB_unique" ON "_CategoryToPost"("A", "B");
CREATE INDEX "_CategoryToPost_B_index" ON "_CategoryToPost"("B");
ALTER TABLE "Profile" ADD CONSTRAINT "Profile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id");
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id");
ALTER TABLE "Category" ADD CONSTRAINT "Category_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Category"("id");
ALTER TABLE "_CategoryToPost" ADD FOREIGN KEY ("A") REFERENCES "Category"("id"), ADD FOREIGN KEY ("B") REFERENCES "Post"("id");
ALTER TABLE "_UserFollows" ADD FOREIGN KEY ("A") REFERENCES "User"("id"), ADD FOREIGN KEY ("B") REFERENCES "User"("id");

INSERT INTO "User" VALUES
  ('cl0001', 'Ann@Example.org', '2024-01-02 03:04:05.678', 'Ann', NULL, 'ADMIN', '2024-01-01 00:00:00', '2024-01-01 00:00:00'),
  ('cl0002', 'bo@example.org', NULL, NULL, 'https://example.org/b.png', 'USER', '2024-01-03 00:00:00', '2024-01-03 00:00:00');
INSERT INTO "Profile" ("bio", "userId") VALUES ('Writes.', 'cl0001'), (NULL, 'cl0002');
INSERT INTO "Post" ("title", "content", "published", "views", "price", "meta", "tags", "authorId", "createdAt") VALUES
  ('One', E'line\none', true, 9007199254740993, 19.90, '{"a": {"b": [1, 2.5, null]}}', '{a,"b,c"}', 'cl0001', '2024-02-01'),
  ('Two', NULL, false, 0, NULL, NULL, NULL, 'cl0002', '2024-02-02');
INSERT INTO "Category" ("name", "parentId") VALUES ('All', NULL), ('Some', 1);
INSERT INTO "_CategoryToPost" VALUES (1, 1), (2, 1), (1, 2);
INSERT INTO "_UserFollows" VALUES ('cl0001', 'cl0002'), ('cl0002', 'cl0001');
INSERT INTO "_prisma_migrations" VALUES ('m', 'c');
