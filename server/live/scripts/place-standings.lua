--[[ place-standings: put standings on a board; a newer version replaces, an older one is refused; tallies move by the difference.
  KEYS    1 board  2 standings  3 tallies  4 watermark
  ARGV    1 keepsAbsent  each: entrantId version member unitIds
  RETURNS for each: 1 placed | 2 unchanged | -1 OLDER_VERSION | -2 NOT_BUILT ]]
--- @include "includes/standing-records"
--- @include "includes/grow-buckets"
--- @include "includes/move-tallies"
local outcomes = {}
-- a board that is not built yet will find these rows when it is
local isBuilt = redis.call('EXISTS', KEYS[4]) == 1
local buckets, records = math.max(1, countOf(KEYS[2], 'n')), countOf(KEYS[2], 'c')
local half = halfOf(buckets)
local added = 0
-- moved at the end, each unit once: most entrants of a piece count in the same few
local tallied = {}
local function tally(unitIds, by)
  if unitIds then tallied[unitIds] = (tallied[unitIds] or 0) + by end
end
local function putOne(entrantId, version, member, unitIds)
  local mark = markOf(entrantId)
  local field = bucketOf(buckets, half, mark)
  local bucket = redis.call('HGET', KEYS[2], field) or ''
  local first, last, oldVersion, oldUnitIds, oldKeys = findRecord(bucket, mark)
  if oldVersion and oldVersion > version then return -1 end
  -- who never stood here need not be remembered as absent where most people are
  if not first and member == '' and ARGV[1] == '0' then return 2 end
  local keys = member:sub(1, -17)
  local outcome = 2
  if keys ~= oldKeys or unitIds ~= oldUnitIds then
    -- an empty member has no place any more; the member encodes every ranking key in order, so score 0 leaves the order to the bytes
    if oldKeys and oldKeys ~= '' and oldKeys ~= keys then redis.call('ZREM', KEYS[1], oldKeys .. entrantId) end
    if keys ~= '' then redis.call('ZADD', KEYS[1], 0, member) end
    tally(oldUnitIds, -1)
    tally(unitIds, 1)
    outcome = 1
  end
  local record = makeRecord(mark, version, unitIds, keys)
  if first then
    redis.call('HSET', KEYS[2], field, bucket:sub(1, first - 1) .. record .. bucket:sub(last + 1))
    return outcome
  end
  redis.call('HSET', KEYS[2], field, bucket .. record)
  added = added + 1
  if records + added > perBucket * buckets then
    buckets = growBuckets(KEYS[2], buckets, half)
    half = halfOf(buckets)
  end
  return outcome
end
for at = 2, #ARGV, 4 do
  outcomes[#outcomes + 1] = isBuilt and putOne(ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 2], ARGV[at + 3]) or -2
end
for unitIds, by in pairs(tallied) do moveTallies(KEYS[3], unitIds, by) end
if added > 0 then redis.call('HSET', KEYS[2], 'n', buckets, 'c', records + added) end
return outcomes
