import type { Finding, Unchecked } from '@vethscope/findings';
import type { CaptureRecord, Topology } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import type { Trace } from '@vethscope/trace';
import { expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { DiffReport } from '../../diff/diffReport.ts';
import type { InspectReport } from '../../inspect/inspectReport.ts';
import type { CaptureSummary } from '../../library/captureLibrary.ts';
import type { LiveEvent } from '../../live/liveEvents.ts';
import type { EvidenceLines } from '../evidenceLines.ts';
import type { captureRecordSchema } from './captureRecord.ts';
import type { captureFilesSchema, captureSummarySchema } from './captures.ts';
import type { diffSchema } from './diff.ts';
import type { evidenceLinesSchema } from './evidence.ts';
import type { findingsSchema, uncheckedListSchema } from './findings.ts';
import type { inspectReportSchema } from './inspect.ts';
import type { liveEventSchema } from './live.ts';
import type { topologySchema } from './topology.ts';
import type { traceSchema } from './trace.ts';

/**
 * Checked by the compiler: what the code makes fits what the API describes. Records of a snapshot
 * are passed on as they are; views.test.ts holds those answers against their schemas.
 */
test('what is sent is of the described types', () => {
  expectTypeOf<Topology>().toExtend<z.input<typeof topologySchema>>();
  expectTypeOf<InspectReport>().toExtend<z.input<typeof inspectReportSchema>>();
  expectTypeOf<CaptureFiles>().toExtend<z.input<typeof captureFilesSchema>>();
  expectTypeOf<CaptureSummary>().toExtend<z.input<typeof captureSummarySchema>>();
  expectTypeOf<CaptureRecord>().toExtend<z.input<typeof captureRecordSchema>>();
  expectTypeOf<LiveEvent>().toExtend<z.input<typeof liveEventSchema>>();
  expectTypeOf<Trace>().toExtend<z.input<typeof traceSchema>>();
  expectTypeOf<readonly Finding[]>().toExtend<z.input<typeof findingsSchema>>();
  expectTypeOf<readonly Unchecked[]>().toExtend<z.input<typeof uncheckedListSchema>>();
  expectTypeOf<DiffReport>().toExtend<z.input<typeof diffSchema>>();
  expectTypeOf<EvidenceLines>().toExtend<z.input<typeof evidenceLinesSchema>>();
});
