import { ownExercise, ownFile } from '../../workbook/lab/own.ts';
import { reading } from '../../workbook/reading.ts';

/** The learner’s answer to the exercise, as it was stored last. */
export const readOwn = (): string | undefined => reading().newest(`exercise:${ownExercise}`)?.files[ownFile];
