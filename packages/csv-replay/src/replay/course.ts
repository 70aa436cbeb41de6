import { isSamePace, planName, type ReplayPlan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { emptyTally, type Tally } from "./tally.ts";

/** How far reading has come, ahead of the log: a progress that moves. Where the source stands is the feed's to say. */
export type Course = { -readonly [K in keyof Omit<Progress, "share">]: Progress[K] };

export interface CourseOptions {
  readonly plan: ReplayPlan;
  /** Of the dataset, see `Dataset.version`. */
  readonly version: number | undefined;
  /** Its name, for people. */
  readonly file: string;
  readonly now: number;
}

export interface CourseBegun {
  readonly course: Course;
  /** Nothing of the run stands in the log. */
  readonly isNewRun: boolean;
  /** The configuration has changed what the log says. */
  readonly isChanged: boolean;
}

/**
 * Goes on where the log stands. Another plan means other rows, so it is a new run; another configured pace counts more than
 * what was set by hand before.
 */
export function courseOf(progress: Progress | undefined, options: CourseOptions): CourseBegun {
  if (progress === undefined) return { course: firstRun(options), isNewRun: true, isChanged: false };
  const { plan, version, file, now } = options;
  const { share: _, ...course } = { ...progress, file };
  const named = planName(plan, version);
  const isNewRun = progress.plan !== named;
  if (isNewRun) nextRun(course, now);
  course.plan = named;
  const isRepaced = !isSamePace(progress.configuredPace, plan.pace);
  if (isRepaced) Object.assign(course, { pace: plan.pace, configuredPace: plan.pace, isPaused: false });
  return { course, isNewRun, isChanged: isNewRun || isRepaced };
}

function firstRun({ plan, version, file, now }: CourseOptions): Course {
  return {
    version: 1,
    file,
    plan: planName(plan, version),
    run: 1,
    startedAt: now,
    ...loopStart,
    loop: 1,
    previousLatest: null,
    isPaused: false,
    pace: plan.pace,
    configuredPace: plan.pace,
    control: null,
    finishedAt: null,
  };
}

const loopStart = {
  row: null,
  skipTo: null,
  shiftMs: null,
  rows: emptyTally,
  eventTime: null,
  earliest: null,
  latest: null,
};

/** From the beginning of the source; the caller opens it elsewhere where that is meant. */
export function nextRun(course: Course, now: number): void {
  const run = course.run + 1;
  Object.assign(course, loopStart, { run, loop: 1, startedAt: now, previousLatest: null, finishedAt: null });
}

export function nextLoop(course: Course): void {
  Object.assign(course, loopStart, { loop: course.loop + 1, previousLatest: course.latest });
}

/** A row has been sent. */
export function advance(course: Course, eventTime: number): void {
  course.eventTime = eventTime;
  if (course.earliest === null || eventTime < course.earliest) course.earliest = eventTime;
  if (course.latest === null || eventTime > course.latest) course.latest = eventTime;
}

export const hasTooManyBad = ({ buried }: Pick<Tally, "buried">, { maxBad }: ReplayPlan): boolean =>
  maxBad !== undefined && buried > maxBad;
