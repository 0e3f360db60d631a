-- Typed into psql in the first months, since the app had no button for it.
ALTER TABLE "campaigns" DROP CONSTRAINT "campaigns_createdByUserId_fkey";
DELETE FROM "users" WHERE "id" IN ('cmjiuehdvkkack7q2cuyyhoht', 'cmgvzp7aryo96k7q25n3dawrs');
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_createdByUserId_fkey" FOREIGN KEY ("createdByUserId") REFERENCES "users"("id") NOT VALID;

ALTER TABLE "campaign_emails" DROP CONSTRAINT "campaign_emails_campaignId_fkey";
DELETE FROM "campaigns" WHERE "id" IN ('cmmpgap4efo78k7q2ecatwuy7');
ALTER TABLE "campaign_emails" ADD CONSTRAINT "campaign_emails_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "campaigns"("id") NOT VALID;

ALTER TABLE "addresses" DROP CONSTRAINT "addresses_locationId_fkey";
ALTER TABLE "_CutToLocation" DROP CONSTRAINT "_CutToLocation_B_fkey";
DELETE FROM "locations" WHERE "id" IN ('cml2hbqonwri7k7q207kttzbe', 'cmflfryfczfcek7q2ma1nzezx');
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_locationId_fkey" FOREIGN KEY ("locationId") REFERENCES "locations"("id") NOT VALID;
ALTER TABLE "_CutToLocation" ADD CONSTRAINT "_CutToLocation_B_fkey" FOREIGN KEY ("B") REFERENCES "locations"("id") NOT VALID;
