const [WIDTH, HEIGHT] = [120, 24];

/** How numbers went, beside the numbers themselves: it tells nothing that they do not. */
export function Spark({ values }: { values: readonly number[] }) {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length);
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {values.map((value, index) => (
        <rect
          key={`${index + 0}`}
          x={index * step}
          y={HEIGHT - (value / most) * HEIGHT}
          width={step * 0.8}
          height={(value / most) * HEIGHT}
        />
      ))}
    </svg>
  );
}
