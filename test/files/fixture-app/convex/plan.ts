import { definePlan, file, folder, id, list, ref, table, text } from "../../../../convex/client/index.js";

/** A club: members have a picture, posts have attachments and must have a cover. */
export default definePlan(
  {
    members: table(
      "members",
      {
        id: id(),
        name: text(),
        picture_path: file("pictures", { after: "https://old.example/pictures/" }).as("picture").optional(),
      },
      { allow: { files: 1 } },
    ),
    posts: table(
      "posts",
      { id: id(), member_id: ref("members"), cover: file("uploads"), attachments: list(file("uploads")).or([]) },
      { allow: { files: 1 } },
    ),
  },
  { files: { pictures: folder("./pictures"), uploads: folder("./uploads") } },
);
