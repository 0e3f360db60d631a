import { describeClockCases } from "./clockCases.js";
import { describeTimestampCases } from "./timestampCases.js";

describeTimestampCases();
describeClockCases();
