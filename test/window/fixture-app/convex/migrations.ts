import { Cutover } from "../../../../convex/client/index.js";
import { components } from "./_generated/api.js";
import plan from "./plan.js";
import movingSchema from "./schema.js";

const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });

export const matchPeople = cutover.match("people");
export const resolveTickets = cutover.resolve("tickets");
export const verifyPeople = cutover.verify("people");
export const verifyTickets = cutover.verify("tickets");
export const removeLegacyFieldsPeople = cutover.removeLegacyFields("people");
export const removeLegacyFieldsTickets = cutover.removeLegacyFields("tickets");

export const begin = cutover.begin();
export const apply = cutover.apply();
export const run = cutover.run();
export const status = cutover.status();
export const issues = cutover.issues();
export const inspect = cutover.inspect();
export const matches = cutover.matches();
export const waive = cutover.waive();
export const settle = cutover.settle();
export const moveReferences = cutover.moveReferences();
export const window = cutover.window();
export const recordStep = cutover.recordStep();
export const maintenance = cutover.maintenance();
export const setMaintenance = cutover.setMaintenance();
export const control = cutover.control();

export const {
  tasks,
  scheduleTasks,
  runTask,
  dryRunTask,
  cancelTask,
  undoTask,
  closeTask,
  confirmTask,
  readSourceBaseline,
  wakeTask,
  performTask,
  reportTask,
} = cutover.tasks();
