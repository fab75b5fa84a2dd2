import { Alert, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Facts } from '../../kit/facts.js';
import { FileDrop } from '../../kit/file-drop.js';
import { formatTime } from '../../kit/formats.js';
import { readCertificate } from './read-certificate.js';
import { nothingSorted, sortPem, withMore, type SortedPem } from './sort-pem.js';

export interface PemFieldsProps {
  readonly pem: SortedPem;
  readonly onChange: (pem: SortedPem) => void;
}

const labels: Readonly<Record<keyof SortedPem, string>> = {
  certificate: 'Certificate',
  chain: 'Chain',
  key: 'Private key',
};

/** Far above any chain: what is larger is another file. */
const bytesMax = 1024 * 1024;

/** Certificate, chain and key, from files or typed, with what the certificate says of itself. */
export function PemFields({ pem, onChange }: PemFieldsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (files: readonly File[]) => {
    const names = files.map(({ name }) => name).join(', ');
    if (files.some(({ size }) => size > bytesMax)) return setProblem(`${names}: too large for PEM files.`);
    const sorted = sortPem((await Promise.all(files.map((file) => file.text()))).join('\n'));
    const isNothing = (Object.keys(sorted) as (keyof SortedPem)[]).every(
      (part) => sorted[part] === nothingSorted[part],
    );
    if (isNothing) return setProblem(`${names}: neither a certificate nor a key in PEM.`);
    setProblem(null);
    onChange(withMore(pem, sorted));
  };
  return (
    <>
      <FileDrop
        title="Drop PEM files here"
        hint="Certificate, chain and key, in one file or several, in any order"
        accept=".pem,.crt,.cer,.key,.txt"
        multiple
        onFiles={(files) => void read(files)}
        problem={problem}
      />
      {(['certificate', 'chain', 'key'] as const).map((part) => (
        <Textarea
          key={part}
          label={labels[part]}
          value={pem[part]}
          onChange={({ currentTarget }) => onChange({ ...pem, [part]: currentTarget.value })}
          rows={3}
          required={part !== 'chain'}
          spellCheck={false}
          autoComplete="off"
          ff="monospace"
        />
      ))}
      {pem.certificate !== '' && <WhatItSays certificate={pem.certificate} />}
    </>
  );
}

function WhatItSays({ certificate }: { readonly certificate: string }) {
  const facts = readCertificate(certificate);
  if (!facts)
    return (
      <Alert color="orange" variant="light">
        This cannot be read as a certificate here. The service says what is wrong with it.
      </Alert>
    );
  return (
    <Facts
      facts={[
        ['Names', facts.names.join(', ')],
        ['Subject', facts.subject],
        ['Issuer', facts.issuer],
        ['Ends', formatTime(facts.notAfter)],
      ]}
    />
  );
}
