import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import type { Endpoint } from './endpoint.ts';
import { errorSchema } from './schemas/captures.ts';
import { namedSchemas } from './schemas/named.ts';

type Json = Readonly<Record<string, unknown>>;

const JSON_SCHEMA = {
  // Answers may get more fields: clients are to pass over those they do not know.
  io: 'input',
  unrepresentable: 'any',
  // In OpenAPI that means "only in answers", in TypeScript it says nothing about the wire.
  override: ({ jsonSchema }) => {
    delete jsonSchema.readOnly;
  },
} as const satisfies z.core.ToJSONSchemaParams;

/** The API's description, made from the endpoints' own schemas: OpenAPI 3.1. */
export function openApiDocument(endpoints: readonly Endpoint[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'vethscope',
      version: packageJson.version,
      description: 'Captures of Linux and Kubernetes nodes, and what they prove about the network.',
    },
    paths,
    components: { schemas: components() },
  };
}

function operation(endpoint: Endpoint): Json {
  const { body, response } = endpoint;
  return {
    operationId: endpoint.operationId,
    summary: endpoint.summary,
    parameters: [...parameters(endpoint.params, 'path'), ...parameters(endpoint.query, 'query')],
    ...(body && {
      requestBody: {
        required: true,
        content: { [body.contentType]: body.schema ? { schema: reference(body.schema) } : {} },
      },
    }),
    responses: {
      [response.status]: {
        description: response.description,
        ...contentOf(response),
      },
      ...Object.fromEntries(
        Object.entries({ 400: 'The request makes no sense.', ...endpoint.errors }).map(
          ([status, description]) => [
            status,
            { description, content: { 'application/json': { schema: reference(errorSchema) } } },
          ],
        ),
      ),
    },
  };
}

function contentOf({ schema, contentType }: Endpoint['response']): Json {
  if (!schema && contentType === undefined) return {};
  const described = schema ? { schema: reference(schema) } : {};
  return { content: { [contentType ?? 'application/json']: described } };
}

function parameters(schema: z.ZodObject, place: 'path' | 'query'): readonly Json[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, ...type } = jsonSchema(field);
    return {
      name,
      in: place,
      required: place === 'path' || !field.safeParse(undefined).success,
      ...(description !== undefined && { description }),
      schema: type,
    };
  });
}

/** A named schema by its name; a list of them, and anything else, as it is. */
function reference(schema: z.ZodType): Json {
  const name = namedSchemas.get(schema)?.id;
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodType) {
    return { type: 'array', items: reference(schema.element) };
  }
  return jsonSchema(schema);
}

function components(): Json {
  const { schemas } = z.toJSONSchema(namedSchemas, {
    ...JSON_SCHEMA,
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas)
      .map(([name, schema]) => [name, bare(schema)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function jsonSchema(schema: z.core.$ZodType): Json {
  return bare(z.toJSONSchema(schema, JSON_SCHEMA));
}

/** The description says once which dialect its schemas are in. */
function bare(schema: Json): Json {
  const { $schema: _, $id: __, ...rest } = schema;
  return rest;
}
