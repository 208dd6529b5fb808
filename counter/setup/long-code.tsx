import { Fragment, type JSX } from 'preact'

/** A long code, such as a hash or a key, which may go on on the next line after every ninth sign. */
export const LongCode = ({ code }: { code: string }): JSX.Element => (
  <>
    {code.match(/.{1,9}/gu)?.map((part, place) => (
      <Fragment key={place}>
        {part}
        <wbr />
      </Fragment>
    ))}
  </>
)
