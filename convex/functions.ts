import * as server from "./_generated/server.js";
import { cutover } from "./migrations.js";

/** What every function of the app that writes is built with: in maintenance mode it is refused. */
export const { mutation, internalMutation } = cutover.guard(server);

/** For functions that are scheduled: in maintenance mode they are put off. */
export const scheduledMutation = cutover.whenWritable(server.internalMutation);
