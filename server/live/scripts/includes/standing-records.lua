-- Standings lie in buckets of a hash, some twenty to a bucket, so that a million of them cost few bytes each. The hash grows by one bucket
-- at a time (linear hashing): field n counts buckets, c counts records. A record is
-- <length 2> <mark 8> <version 4> <length of units 1> <units> <ranking keys>; without keys the entrant has no place.
-- The mark is the random half of the entrant's id: two alike in one bucket are not to be expected on ten million boards.
local perBucket = 24
local function markOf(entrantId) return entrantId:sub(-8) end
-- the largest power of two of buckets
local function halfOf(count)
  local half = 1
  while half * 2 <= count do half = half * 2 end
  return half
end
local function hashOf(mark) return (struct.unpack('>I4', mark, 5)) end
local function bucketOf(count, half, mark)
  local bucket = hashOf(mark) % (half * 2)
  return bucket < count and bucket or bucket - half
end
local function countOf(standings, field) return tonumber(redis.call('HGET', standings, field) or 0) end
local function makeRecord(mark, version, unitIds, keys)
  local body = mark .. struct.pack('>I4B', version, #unitIds) .. unitIds .. keys
  return struct.pack('>I2', #body) .. body
end
-- where the record begins and ends, and what it says; nothing when there is none
local function findRecord(bucket, mark)
  -- the bytes may also stand across two records: only the walk below is sure
  if not bucket:find(mark, 1, true) then return nil end
  local at = 1
  while at <= #bucket do
    local last = at + 1 + struct.unpack('>I2', bucket, at)
    if bucket:sub(at + 2, at + 9) == mark then
      local version, unitsLength = struct.unpack('>I4B', bucket, at + 10)
      return at, last, version, bucket:sub(at + 15, at + 14 + unitsLength), bucket:sub(at + 15 + unitsLength, last)
    end
    at = last + 1
  end
  return nil
end
-- the member of an entrant on the board; nothing when it has no place
local function memberOf(standings, entrantId)
  local count = countOf(standings, 'n')
  if count == 0 then return nil end
  local mark = markOf(entrantId)
  local bucket = redis.call('HGET', standings, bucketOf(count, halfOf(count), mark)) or ''
  local _, _, _, _, keys = findRecord(bucket, mark)
  if not keys or keys == '' then return nil end
  return keys .. entrantId
end
