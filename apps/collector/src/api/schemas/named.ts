import { z } from 'zod';

/** Schemas that the OpenAPI description lists by name, under `components/schemas`. */
export const namedSchemas = z.registry<{ readonly id: string }>();

export function named<S extends z.ZodType>(id: string, schema: S): S {
  namedSchemas.add(schema, { id });
  return schema;
}
