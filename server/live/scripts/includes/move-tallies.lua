-- counts one entrant in or out of each unit of a comma list
local function moveTallies(tallies, unitIds, by)
  if not unitIds then return end
  for unitId in unitIds:gmatch('%d+') do redis.call('HINCRBY', tallies, unitId, by) end
end
