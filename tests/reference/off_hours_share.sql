with stretches as (select *, floor((year(month) * 12 + month(month) - 1) / 3) as stretch from staffing),
whole as (select stretch from stretches group by stretch having count(distinct month) = 3)
select max(month) as period, team, grouping(team) = 1 as whole, sum(off_hours_h) filter (worked_h is not null) / sum(worked_h) filter (off_hours_h is not null) as value,
       count(off_hours_h + worked_h) as n
from stretches join whole using (stretch)
group by grouping sets ((stretch), (stretch, team))
