import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** A line to read and to copy, such as a command or an address. */
export function CopyLine({ line, label = 'Copy' }: { readonly line: string; readonly label?: string }) {
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Code block className="line" tabIndex={0}>
        {line}
      </Code>
      <CopyButton value={line}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : label}>
            <ActionIcon variant="subtle" onClick={copy} aria-label={copied ? 'Copied' : label}>
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
