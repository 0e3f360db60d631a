import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { dirt, rowCounts } from "./dirt.js";
import type { People } from "./people.js";
import { printFlag, printInstant, randomMoment, type Row } from "./values.js";
import { filmTitles } from "./words.js";

const directories = ["inbox", "curated", "studios", "highlights"];

/** Drizzle's tables: serial and uuid keys, snake_case, timestamptz with microseconds. */
export function makeMedia(people: People): ReadonlyMap<string, readonly Row[]> {
  const random = new Random("changemaker media");
  const videos = Array.from({ length: rowCounts["public.videos"] }, (_, index) => makeVideo(random, index));
  const compilations = Array.from({ length: rowCounts["public.compilations"] }, (_, index) => ({
    id: random.uuid(),
    title: `Best of ${2021 + index}`,
    settings: random.orNull(20, JSON.stringify({ transition: "fade", seconds: 1.5, loop: index === 0 })),
    created_at: randomInstant(random),
  }));
  return new Map([
    ["videos", videos],
    ["compilations", compilations],
    ["compilation_videos", makeCompilationVideos(random, compilations)],
    ["jobs", Array.from({ length: rowCounts["public.jobs"] }, () => makeJob(random))],
    ["media_reactions", makeReactions(random, people)],
  ]);
}

function makeVideo(random: Random, index: number): Row {
  const directory = itemAt(directories, index % directories.length);
  return {
    id: String(index + 1),
    path: `/media/${directory}/clip-${index + 1}.mp4`,
    filename: `clip-${index + 1}.mp4`,
    title: random.orNull(30, random.pick(filmTitles)),
    directory_type: directory,
    file_size: random.orNull(10, String(random.between(1_000_000, 4_000_000_000))),
    file_hash: random.orNull(20, random.text(64, "0123456789abcdef")),
    duration_seconds: random.orNull(10, String(random.between(3, 5400))),
    width: "1920",
    height: "1080",
    has_audio: index % 7 === 0 ? null : printFlag(random.chance(80)),
    is_valid: printFlag(index !== 5),
    tags: random.orNull(15, JSON.stringify(["rally", "b-roll"].slice(0, index % 3))),
    created_at: randomInstant(random),
  };
}

function makeCompilationVideos(random: Random, compilations: readonly { id: string }[]): readonly Row[] {
  const pairs = compilations.flatMap(({ id }) =>
    Array.from({ length: 4 }, (_, index) => ({
      compilation_id: id,
      video_id: String(1 + ((index * 5 + random.between(0, 4)) % rowCounts["public.videos"])),
      position: String(index + 1),
    })),
  );
  return pairs.slice(0, rowCounts["public.compilation_videos"]);
}

function makeJob(random: Random): Row {
  const status = random.pick(["pending", "running", "completed", "failed"]);
  const params = JSON.stringify({ videoId: random.between(1, 24) });
  return { id: random.uuid(), type: "transcode", status, params, created_at: randomInstant(random) };
}

/** `user_id` has no foreign key: Drizzle knows nothing of Prisma's table, and nobody tidies up after a deletion. */
function makeReactions(random: Random, people: People): readonly Row[] {
  const videos = Array.from({ length: rowCounts["public.videos"] }, (_, index) => String(index + 1));
  const pairs = random.shuffle(videos.flatMap((video) => people.all.map(({ id }) => ({ video, user: id }))));
  const orphans = dirt.rejected.reactionsOfDeletedUser;
  return pairs.slice(0, rowCounts["public.media_reactions"]).map(({ video, user }, index) => ({
    id: random.uuid(),
    video_id: video,
    user_id: index < orphans ? people.deleted[1].id : user,
    reaction: random.pick(["❤️", "👏", "😂"]),
    created_at: randomInstant(random),
  }));
}

function randomInstant(random: Random): string {
  return printInstant(randomMoment(random), random.between(1, 999));
}
