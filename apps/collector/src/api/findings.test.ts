import { DEFAULT_ARCHIVE_LIMITS } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { readCaptures } from '../captures/readCaptures.ts';
import { run } from '../cli/run.ts';
import { CRICTL_PODS, SAMPLE } from '../testing/samples.ts';
import { testIo } from '../testing/testIo.ts';
import { testServer } from '../testing/testServer.ts';
import { captureListSchema } from './schemas/captures.ts';
import { findingsSchema, uncheckedListSchema } from './schemas/findings.ts';

/** The one capture of a server that was given this one. */
async function ask(capture: string, stdin: string, path: string): Promise<unknown> {
  const { captures: given } = await readCaptures(
    [capture],
    testIo({ stdin }).io.stdin,
    DEFAULT_ARCHIVE_LIMITS,
  );
  const server = await testServer({ given });
  const list = captureListSchema.parse(await (await fetch(`${server}/api/v1/captures`)).json());
  const response = await fetch(`${server}/api/v1/captures/${list.captures[0]?.id}/${path}`);
  expect(response.status).toBe(200);
  return response.json();
}

describe('GET /api/v1/captures/{id}/findings', () => {
  test('is the list of the command line, and as described', async () => {
    const { io, stdout } = testIo();
    await run(['findings', SAMPLE, '--format', 'json'], io);
    const findings = await ask(SAMPLE, '', 'findings');
    expect(findings).toEqual(JSON.parse(stdout()));
    // A schema passes over fields that it does not know: here each one counts.
    expect(findingsSchema.parse(findings)).toEqual(findings);
    expect(findings).toContainEqual(
      expect.objectContaining({ ruleId: 'underlay-not-default', severity: 'info' }),
    );
  });

  test('what was not checked has a list of its own', async () => {
    const unchecked = await ask('-', CRICTL_PODS, 'findings/unchecked');
    expect(unchecked).toContainEqual({
      ruleId: 'underlay-not-default',
      missing: ['links', 'routes4'],
    });
    expect(uncheckedListSchema.parse(unchecked)).toEqual(unchecked);
  });

  test('there is none of a capture that is not there', async () => {
    const server = await testServer();
    expect((await fetch(`${server}/api/v1/captures/nothing/findings`)).status).toBe(404);
    expect((await fetch(`${server}/api/v1/captures/nothing/findings/unchecked`)).status).toBe(404);
  });
});
