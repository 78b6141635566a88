--[[ place-standings: put standings on a board; a newer version replaces, an older one is refused; tallies move by the difference.
  KEYS    1 board  2 standings  3 tallies  4 watermark
  ARGV    each: entrantId version member unitIds
  RETURNS for each: 1 placed | 2 unchanged | -1 OLDER_VERSION | -2 NOT_BUILT ]]
--- @include "includes/split-standing"
--- @include "includes/move-tallies"
local outcomes = {}
-- a board that is not built yet will find these rows when it is
local isBuilt = redis.call('EXISTS', KEYS[4]) == 1
for at = 1, #ARGV, 4 do
  local entrantId, version, member, unitIds = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  local oldVersion, oldUnitIds, oldMember = splitStanding(redis.call('HGET', KEYS[2], entrantId))
  local outcome
  if not isBuilt then
    outcome = -2
  elseif oldVersion and oldVersion > tonumber(version) then
    outcome = -1
  else
    outcome = 2
    if member ~= oldMember or unitIds ~= oldUnitIds then
      -- an empty member has no place any more; the member encodes every ranking key in order, so score 0 leaves the order to the bytes
      if oldMember and oldMember ~= member then redis.call('ZREM', KEYS[1], oldMember) end
      if member ~= '' then redis.call('ZADD', KEYS[1], 0, member) end
      moveTallies(KEYS[3], oldUnitIds, -1)
      moveTallies(KEYS[3], unitIds, 1)
      outcome = 1
    end
    redis.call('HSET', KEYS[2], entrantId, version .. ' ' .. unitIds .. ' ' .. member)
  end
  outcomes[#outcomes + 1] = outcome
end
return outcomes
