/** For how long what is replaced goes on beside the new one. */
import { Select } from "./Field.tsx"

const overlaps: ReadonlyArray<readonly [seconds: number, name: string]> = [
  [0, "Ends at once"],
  [3_600, "1 hour"],
  [86_400, "24 hours"],
  [604_800, "7 days"]
]

export const usualOverlap = 86_400

interface OverlapProps {
  readonly label: string
  readonly seconds: number
  readonly onChange: (seconds: number) => void
}

export const Overlap = ({ label, onChange, seconds }: OverlapProps) => (
  <Select label={label} value={seconds} onChange={(event) => onChange(Number(event.target.value))}>
    {overlaps.map(([seconds, name]) => (
      <option key={seconds} value={seconds}>
        {name}
      </option>
    ))}
  </Select>
)
