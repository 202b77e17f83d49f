/** The shape of what is about to come. It appears only when the wait is felt. */
import "./Skeleton.css"

export const SkeletonRows = ({ columns = 4, rows = 6 }: { readonly columns?: number; readonly rows?: number }) => (
  <div className="skeleton-rows" role="status">
    <span className="unseen">Loading…</span>
    {Array.from({ length: rows }, (_, row) => (
      <div key={String(row)}>
        {Array.from({ length: columns }, (_, column) => (
          <span key={String(column)} className="skeleton" />
        ))}
      </div>
    ))}
  </div>
)

export const SkeletonBlock = () => (
  <div className="skeleton-block" role="status">
    <span className="unseen">Loading…</span>
    <span className="skeleton" />
    <span className="skeleton" />
    <span className="skeleton" />
  </div>
)
