-- The tables of the Toolkit's sample, for the embedded database. Names in quotes keep their letter case.
CREATE TABLE IF NOT EXISTS "Status" ("ID" INT PRIMARY KEY, "Name" VARCHAR(50) NOT NULL);
CREATE TABLE IF NOT EXISTS "Priority" ("ID" INT PRIMARY KEY, "Name" VARCHAR(50) NOT NULL);
CREATE TABLE IF NOT EXISTS "Tag" ("ID" INT PRIMARY KEY, "Name" VARCHAR(50) NOT NULL);
CREATE TABLE IF NOT EXISTS "User" ("ID" UUID PRIMARY KEY, "Name" VARCHAR(50) NOT NULL);
CREATE TABLE IF NOT EXISTS "List" (
  "ID" UUID PRIMARY KEY,
  "Name" VARCHAR(255) NOT NULL,
  "Description" VARCHAR(2000),
  "UserID" UUID NOT NULL REFERENCES "User",
  "CreatedDate" TIMESTAMP(3) NOT NULL
);
CREATE TABLE IF NOT EXISTS "Item" (
  "ID" UUID PRIMARY KEY,
  "ListID" UUID NOT NULL REFERENCES "List",
  "UserID" UUID NOT NULL REFERENCES "User",
  "Name" VARCHAR(255) NOT NULL,
  "Description" VARCHAR(2000),
  "Priority" INT REFERENCES "Priority",
  "Status" INT REFERENCES "Status",
  "StartDate" TIMESTAMP(3),
  "EndDate" TIMESTAMP(3)
);
CREATE TABLE IF NOT EXISTS "TagItemMapping" (
  "TagID" INT REFERENCES "Tag",
  "ItemID" UUID REFERENCES "Item",
  "UserID" UUID REFERENCES "User",
  PRIMARY KEY ("TagID", "ItemID", "UserID")
);
-- Not MERGE: it would count as a change at each start, and travel to every device.
INSERT INTO "Status" SELECT * FROM (VALUES (1, 'Not started'), (2, 'In progress'), (3, 'Done')) AS V(I, N)
  WHERE NOT EXISTS (SELECT 1 FROM "Status" WHERE "ID" = I);
INSERT INTO "Priority" SELECT * FROM (VALUES (1, 'High'), (2, 'Medium'), (3, 'Low')) AS V(I, N)
  WHERE NOT EXISTS (SELECT 1 FROM "Priority" WHERE "ID" = I);
