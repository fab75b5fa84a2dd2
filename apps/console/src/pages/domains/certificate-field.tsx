import { Select } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../kit/problem.js';
import { namesOf, useIssuedCertificates } from './certificates.js';

export interface CertificateFieldProps {
  /** Its name in the form; its value is an ARN. */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly value?: string;
  /** Whether none is a choice, too. */
  readonly isOptional?: boolean;
}

/** As many as are drawn at a time; typing finds the others. */
const shownMax = 100;

/** One of all certificates that are issued, found by typing any of its names. */
export function CertificateField(props: CertificateFieldProps) {
  const { name, label, description, value: initial = '', isOptional = false } = props;
  const [arn, setArn] = useState<string | null>(initial === '' ? null : initial);
  const query = useIssuedCertificates();
  const known = (query.data ?? []).map((certificate) => {
    const { CertificateArn: value = '' } = certificate;
    return { value, label: `${namesOf(certificate).join(', ')} (${idOf(value)})` };
  });
  // What a domain shows already may have expired since.
  const isListed = initial === '' || known.some(({ value }) => value === initial);
  return (
    <>
      <Select
        name={name}
        label={label}
        description={description}
        data={isListed ? known : [{ value: initial, label: idOf(initial) }, ...known]}
        value={arn}
        onChange={setArn}
        searchable
        clearable={isOptional}
        required={!isOptional}
        limit={shownMax}
        maxDropdownHeight={300}
        placeholder={query.isPending ? 'Loading …' : 'Type a name'}
        nothingFoundMessage="No certificate of such a name: import or request one first"
      />
      {query.error && <Problem error={query.error} retry={() => void query.refetch()} />}
    </>
  );
}

/** The first part of its id, which tells certificates of one name apart. */
const idOf = (arn: string): string => (arn.split('/').at(-1) ?? arn).slice(0, 8);
