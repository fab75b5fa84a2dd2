import { Text } from '@mantine/core';
import { CodeEditor } from '../code/code-editor.js';

/** What the schema of a new model begins as. */
export const emptySchema = `{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "title": "Pet",
  "type": "object",
  "properties": {
    "name": { "type": "string" }
  },
  "required": ["name"]
}`;

export interface SchemaFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Why it is none yet (`schemaProblem`); null for one that may be. */
  readonly problem: string | null;
}

/** The schema of a model, with what is wrong with it. */
export const SchemaField = ({ value, onChange, problem }: SchemaFieldProps) => (
  <div>
    <Text size="sm" fw={600} mb={4}>
      Schema
    </Text>
    <CodeEditor label="Schema" language="json" value={value} onChange={onChange} height="20rem" />
    <Text size="sm" c="red" role="status" mt={4} className="breaks">
      {problem ?? ''}
    </Text>
  </div>
);
